import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'

/** Whose process this is: owners and groups of files are judged by it. */
export interface Account {
  /** Undefined where files have no owner and no mode (Windows). */
  uid: number | undefined
  /** Users besides root that are the system itself. */
  systemUids: readonly number[]
  /** Tells whether nobody but this user and root is in a group, as far as this machine's own files tell. */
  isOwnGroup: (gid: number) => boolean
}

/** Android's own user: everything above an app's folder belongs to it. */
const androidSystem = 1000
/** Members of this group of macOS may become root anyway; Homebrew gives it its folders. */
const macAdministrators = 80

/** The members of a process that tell who runs it. */
export type Host = Pick<NodeJS.Process, 'getuid' | 'getgid' | 'platform'>

/** The account that a process runs as. */
export function accountOf({ getuid, getgid, platform }: Host): Account {
  const uid = getuid?.()
  return {
    uid,
    systemUids: platform === 'android' ? [0, androidSystem] : [0],
    // Reads files, but only when it meets a folder that its group may write, which is seldom.
    isOwnGroup: gid => (platform === 'darwin' && gid === macAdministrators) || isPrivate(gid, uid, getgid?.()),
  }
}

/**
 * Tells whether a group is private. A user's private group has the user's number or name and no other member; root's
 * has no member but root. A group that these files do not know (of a directory service, or of a container) is private
 * by its number alone.
 */
function isPrivate(gid: number, uid: number | undefined, primary: number | undefined): boolean {
  if (gid !== 0 && gid !== primary) return false
  const user = gid === 0 ? 'root' : userName()
  const { name, members } = groupOf(gid)
  const isNamedSo = gid === 0 || gid === uid || (user !== undefined && name === user)
  return isNamedSo && members.every(member => member === user) && (gid === 0 || !isPrimaryOfOthers(gid, uid))
}

function groupOf(gid: number): { name?: string, members: string[] } {
  const [name, , , members = ''] = linesOf('/etc/group').find(([, , number]) => number === String(gid)) ?? []
  return { ...name === undefined ? {} : { name }, members: members.split(',').filter(member => member !== '') }
}

function isPrimaryOfOthers(gid: number, uid: number | undefined): boolean {
  return linesOf('/etc/passwd').some(([, , user, group]) => group === String(gid) && user !== String(uid))
}

function linesOf(path: string): string[][] {
  try {
    return readFileSync(path, 'utf8').split('\n').map(line => line.split(':'))
  } catch {
    return []
  }
}

/** The name of whoever runs this; undefined for a user id without an entry, as containers have. */
export function userName(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined
  }
}
