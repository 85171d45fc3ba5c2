import type { Page } from '../notebook.ts'

/** What is seen of a protected resource before anybody signs in. */
export interface Survey {
  /** The request without a token. */
  challenge: Page
  metadata: Page
  /** The resource's metadata was found. */
  hasMetadata: boolean
  /** What the metadata says: of the resource, and of the authorization servers. */
  content: Page
  /** One page for each authorization server, or for the resource's own host where none is named. */
  providers: Page[]
  /** The other authorization servers that the resource names: none of them was asked. */
  unasked: string[]
  /** Nothing names an authorization server. */
  isGuessed: boolean
  /** The resource is an MCP server, whose clients have rules of their own. */
  isMcp: boolean
}
