/** What of the environment must stand in no output. The simulator's own credentials are known to everybody. */
export function secretsIn(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return ["CALL_HANDOFF_ACS_ACCESS_KEY", "CALL_HANDOFF_GRAPH_TOKEN"].flatMap((name) => env[name] || []);
}
