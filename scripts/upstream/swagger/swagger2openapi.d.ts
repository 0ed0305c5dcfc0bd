/** What is used of the package, which brings no types. */
declare module "swagger2openapi" {
  interface ConvertOptions {
    /** Repairs small errors of the source. */
    readonly patch?: boolean;
    /** Whether what stands beside a `$ref` is kept. */
    readonly refSiblings?: "remove" | "preserve" | "allOf";
  }
  const converter: {
    /** Converts a Swagger 2.0 document, which it changes, to OpenAPI 3.0. */
    convertObj(swagger: object, options: ConvertOptions): Promise<{ openapi: unknown }>;
  };
  export default converter;
}
