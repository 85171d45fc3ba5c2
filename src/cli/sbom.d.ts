/** The bill of materials, which the build writes beside the program when it knows what it has read. */
declare module 'oauth-walk:sbom' {
  const bill: Record<string, unknown>
  export default bill
}
