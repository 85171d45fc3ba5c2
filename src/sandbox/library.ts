type Library = typeof import('oidc-provider')
type Print = (...words: unknown[]) => void

let loading: Promise<Library> | undefined

/**
 * oidc-provider, loaded at the first call: it costs some hundred milliseconds that a mere look at the state must not
 * pay.
 */
export function loadLibrary(): Promise<Library> {
  loading ??= importQuietly()
  return loading
}

/** Runs `work` while nothing that oidc-provider has to say (unsupported runtime and the like) reaches the terminal. */
export function quietly<Result>(work: () => Result): Result {
  const restore = muteLibrary()
  try {
    return work()
  } finally {
    restore()
  }
}

/** The same for work that takes its time. */
export async function quietlyUntil(work: () => Promise<unknown>): Promise<void> {
  const restore = muteLibrary()
  try {
    await work()
  } finally {
    restore()
  }
}

async function importQuietly(): Promise<Library> {
  const restore = muteLibrary()
  try {
    return await import('oidc-provider')
  } finally {
    restore()
  }
}

function muteLibrary(): () => void {
  const terminal = globalThis.console as { info: Print, warn: Print }
  const { info, warn } = terminal
  terminal.info = exceptOfLibrary(info)
  terminal.warn = exceptOfLibrary(warn)
  return () => { Object.assign(terminal, { info, warn }) }
}

function exceptOfLibrary(print: Print): Print {
  return (...words) => {
    if (!String(words[0]).includes('oidc-provider ')) print(...words)
  }
}
