/** The version in which each request says by itself who asks and how (MCP 2026-07-28, basic/versioning). */
export const statelessVersion = '2026-07-28'

/** The versions that begin with `initialize`, the newest first. */
export const sessionVersions = ['2025-11-25', '2025-06-18', '2025-03-26'] as const

/** Every version of the protocol that is spoken here, the newest first. */
export const protocolVersions = [statelessVersion, ...sessionVersions] as const
export type ProtocolVersion = typeof protocolVersions[number]

/** The first of the server's versions, the newest, that begins with `initialize` and is spoken here. */
export function sharedVersion(offered: readonly unknown[]): ProtocolVersion | undefined {
  return sessionVersions.find(version => offered.includes(version))
}
