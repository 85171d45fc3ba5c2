/** What is said of an MCP server and its tools. Names and descriptions come from the server. */
export interface McpWords {
  /** The server in one line: its name, its own version, the version of the protocol. */
  server: (name: string, version: string | undefined, protocol: string) => string
  /** A server that says no name. */
  nameless: string
  instructions: string
  tools: (count: number) => string
  noTools: string
  /** What the mark of an argument means. */
  mustBeGiven: string
  /** Tools that a story has no room for. */
  more: (count: number) => string
  /** There were more tools than are read. */
  cut: (most: number) => string
  /** Tools that a client must leave out, since their definition breaks a rule. */
  excluded: (names: readonly string[]) => string
  called: (tool: string) => string
  /** The tool itself says that it failed. */
  toolFailed: (tool: string) => string
  /** The server asks back before it answers, which needs a person or a model. */
  wantsMore: (tool: string) => string
  /** A command signs in again, for what is missing and what there was. */
  stepsUp: (needed: string, scope: string) => string
  /** A command signs in again for a token that is taken. */
  signsInAgain: string
  /** The target of a login is a resource, though nothing in its address says so. */
  isResource: (address: string) => string
  /** A part of an answer that is no text. */
  otherContent: (type: string) => string
}
