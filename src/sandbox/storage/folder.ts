/**
 * The folder of a state, from whoever knows how to keep one private: the sandbox opens no file itself. What a call
 * raises is passed on as it is.
 */
export interface StateFolder {
  /** What messages call it. */
  readonly path: string
  /** Makes the folder, and removes what a killed process left beside a file more than a minute ago. */
  prepare: (name: string) => void
  read: (name: string) => string | undefined
  /** Writes a file that is not there yet; false, and nothing written, if another process was quicker. */
  create: (name: string, text: string) => boolean
  /** Replaces a file in one step: a reader sees the old one or the new one, never a part. */
  replace: (name: string, text: string) => void
  /** Adds to the end of a file, which is made where there is none. */
  append: (name: string, text: string) => void
  /** Removes a file, if it is there. */
  remove: (name: string) => void
  /** A folder in this one. */
  within: (name: string) => StateFolder
}
