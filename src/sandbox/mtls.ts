import type { ClientFiles } from './tls/kept.ts'

/** What a client needs to show its certificate: its files, and the endpoints by their names in the metadata. */
export interface Mtls extends ClientFiles { endpoints: Record<string, string> }
