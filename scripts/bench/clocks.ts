/** What time is measured by, in nanoseconds. */

/** The time that users wait. */
export function wallClock(): number {
  return Number(process.hrtime.bigint());
}

/** The time of the processor, all threads together: other processes do not make it longer, however many want to run. */
export function processorClock(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
}
