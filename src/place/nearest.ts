import { lstatSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'

/** Types of file systems that show the kernel's own state (Linux: proc and sysfs): nobody can make a file there. */
const kernels: readonly number[] = [0x9fa0, 0x62656572]

/** What there is on the way to a path, for whoever is told why nothing can be written there. */
export interface Nearest {
  /** The path itself, or the nearest folder above it that is there. */
  nearest: string
  /** The system shows its own state there, and takes no files. */
  takes_no_files?: true
}

/** Looks for the nearest place that is there; what can't be looked at counts as absent. */
export function findNearest(path: string): Nearest {
  const parent = dirname(path)
  try {
    lstatSync(path)
  } catch {
    return parent === path ? { nearest: path } : findNearest(parent)
  }
  return { nearest: path, ...isOfKernel(path) && { takes_no_files: true } }
}

function isOfKernel(path: string): boolean {
  try {
    return kernels.includes(statfsSync(path).type)
  } catch {
    return false
  }
}
