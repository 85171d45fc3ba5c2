/** The named values of a text. */
export interface Positions {
  secrets: Position[]
  inner: Inner[]
}

/** A secret by its place in a text. `value` is the secret without the text's own encoding. */
export interface Position {
  start: number
  end: number
  kind: string
  value: string
}

/**
 * A text within a JSON string: a body in a body, or an address. It is masked by itself, and written back as a string.
 */
export interface Inner {
  start: number
  end: number
  text: string
}
