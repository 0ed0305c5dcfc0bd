/** The two functions that signing with an access key needs. Results are in base64. */
export interface Digest {
  /** SHA-256 of a text in UTF-8. */
  sha256(text: string): string | Promise<string>;
  /** Gives a function that makes the HMAC-SHA256 of a text in UTF-8 under a key. */
  hmacSha256(key: Uint8Array<ArrayBuffer>): (text: string) => string | Promise<string>;
}

/** By WebCrypto, which every runtime has. `call-handoff/node` has a faster one for Node.js. */
export const webDigest: Digest = {
  sha256: async (text) => base64(await crypto.subtle.digest("SHA-256", bytes(text))),
  hmacSha256(key) {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const imported = crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
    return async (text) => base64(await crypto.subtle.sign("HMAC", await imported, bytes(text)));
  },
};

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function base64(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)));
}
