import type { english } from './english.ts'

/** Every sentence of the pages in one language. */
export type Words = typeof english
