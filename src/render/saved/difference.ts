/** A value that differs; undefined on the side that does not have it. */
export interface Difference {
  kind: 'parameter' | 'address' | 'method' | 'status' | 'check' | 'finding'
  name: string
  a: string | undefined
  b: string | undefined
}
