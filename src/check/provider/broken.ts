import type { Walk } from '../../walk/context.ts'
import type { Extension } from '../../walk/extension.ts'

/** The walk with one message broken on purpose: a probe stands before all other extensions. */
export function breaking(walk: Walk, extension: Omit<Extension, 'name'> | undefined): Walk {
  return extension === undefined ? walk : { ...walk, extensions: [{ name: 'probe', ...extension }, ...walk.extensions] }
}

/** The walk without some of its extensions, by name. */
export function leavingOut(walk: Walk, names: readonly string[] = []): Walk {
  return names.length === 0
    ? walk
    : { ...walk, extensions: walk.extensions.filter(({ name }) => !names.includes(name)) }
}
