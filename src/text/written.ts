declare const medium: unique symbol

/**
 * A text that a writer has made for its medium. Streams take nothing else: a text that no writer has seen does not
 * compile.
 */
type Made<Medium extends string> = string & { readonly [medium]: Medium }

/** Lines of a story, cleaned piece by piece and then painted. */
export type TerminalText = Made<'terminal'>
/** JSON with no control or invisible character as itself. */
export type JsonText = Made<'json'>
/** HTML, Mermaid or a script: a document that is meant for a file, and whose writer escapes every value. */
export type DocumentText = Made<'document'>
/** A result that must come out exactly: the bare token, a line of another program's protocol. */
export type RawText = Made<'raw'>
/** The body of a resource as it came, for a pipe or a file. */
export type RawBytes = Uint8Array & { readonly [medium]: 'bytes' }

/** What may go to stdout. */
export type Result = TerminalText | JsonText | DocumentText | RawText | RawBytes
