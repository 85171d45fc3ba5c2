import { constants } from 'node:fs'

// Windows has neither flag.
const flags: { O_NOFOLLOW?: number, O_NONBLOCK?: number } = constants

/** For `open`: a link at the end of the path is not followed. */
export const withoutLinks = flags.O_NOFOLLOW ?? 0

/** For `open`: a FIFO's other end is not waited for. */
export const withoutWaiting = flags.O_NONBLOCK ?? 0
