import type { Run } from '../run.ts'

/** How a sandbox is started that is not the one of this home: where its state is kept, and how long its codes live. */
export type OwnSandbox = NonNullable<Run['sandbox']>

/** Longer than anybody thinks about a question, in seconds. */
const patience = 3600

/** A sandbox in memory: it leaves nothing behind, and no other process serves it, so that it may misbehave. */
export function sandboxInMemory(path = 'memory'): OwnSandbox {
  return { folder: folderInMemory(path), codeLifetimeSeconds: patience }
}

function folderInMemory(path: string): OwnSandbox['folder'] {
  const files = new Map<string, string>()
  const folders = new Map<string, OwnSandbox['folder']>()
  return {
    path,
    prepare: () => undefined,
    read: name => files.get(name),
    create: (name, text) => !files.has(name) && files.set(name, text) === files,
    replace: (name, text) => void files.set(name, text),
    append: (name, text) => void files.set(name, (files.get(name) ?? '') + text),
    remove: name => void files.delete(name),
    within: (name) => {
      const known = folders.get(name) ?? folderInMemory(`${path}/${name}`)
      folders.set(name, known)
      return known
    },
  }
}
