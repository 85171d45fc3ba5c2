/** The state in which nothing of any value has been seen. */
export const root = 0

/**
 * The values to look for, as one automaton (Aho and Corasick, 1975): it looks at each unit of a text once, however many
 * values there are. Most states have one successor, which stands in an array; further ones stand in a table, to which a
 * value adds one at most.
 */
export class Automaton {
  /** Units of a value that have been seen in a state. */
  readonly depth: Int32Array
  /** The longest value that ends in a state, by its place in the list; -1 where none does. */
  readonly found: Int32Array
  /** A value of which so much has been seen that it is told by its beginning, by its place in the list; -1 for none. */
  readonly begun: Int32Array
  readonly #fail: Int32Array
  readonly #label: Uint16Array
  readonly #first: Int32Array
  /** Where a unit of ASCII leads from the root: mostly nowhere. */
  readonly #fromRoot = new Int32Array(128)
  readonly #branches: Uint8Array
  readonly #more: Branches
  #beyondAscii = false
  #states = 1

  constructor(values: readonly string[], leastOf: (value: string) => number = () => Infinity) {
    const most = values.reduce((sum, { length }) => sum + length, 1)
    this.depth = new Int32Array(most)
    this.found = new Int32Array(most).fill(-1)
    this.begun = new Int32Array(most).fill(-1)
    this.#fail = new Int32Array(most)
    this.#label = new Uint16Array(most)
    this.#first = new Int32Array(most)
    this.#branches = new Uint8Array(most)
    this.#more = new Branches(values.length)
    values.forEach((value, place) => this.#insert(value, place, leastOf(value)))
    this.#link()
  }

  /** The state after one more unit. */
  step(state: number, unit: number): number {
    for (let from = state; from !== root; from = (this.#fail[from] ?? 0)) {
      if (this.#label[from] === unit && this.#first[from] !== root) return this.#first[from] ?? 0
      if (this.#branches[from] === 1) {
        const next = this.#more.get(from, unit)
        if (next !== root) return next
      }
    }
    if (unit < 128) return this.#fromRoot[unit] ?? 0
    return this.#beyondAscii ? this.#more.get(root, unit) : root
  }

  #next(state: number, unit: number): number {
    if (this.#label[state] === unit && this.#first[state] !== root) return this.#first[state] ?? 0
    return this.#more.get(state, unit)
  }

  #insert(value: string, place: number, least: number): void {
    let state = root
    for (let at = 0; at < value.length; at += 1) {
      const unit = value.charCodeAt(at)
      const next = this.#next(state, unit)
      state = next === root ? this.#add(state, unit) : next
      if (at + 1 >= least && this.begun[state] === -1) this.begun[state] = place
    }
    if (this.found[state] === -1) this.found[state] = place
  }

  #add(state: number, unit: number): number {
    const added = this.#states++
    this.depth[added] = (this.depth[state] ?? 0) + 1
    if (state === root && unit < 128) this.#fromRoot[unit] = added
    else if (state === root) this.#beyondAscii = true
    if (state !== root && this.#first[state] === root) {
      this.#first[state] = added
      this.#label[state] = unit
    } else {
      this.#more.set(state, unit, added)
      this.#branches[state] = 1
    }
    return added
  }

  /**
   * Tells each state where to go on when the next unit does not fit: to the state of the longest end of what was seen
   * that begins a value. Nearest states first.
   */
  #link(): void {
    const further = this.#more.byState()
    const queue = new Int32Array(this.#states)
    let filled = 1
    for (let taken = 0; taken < filled; taken += 1) {
      const state = (queue[taken] ?? 0)
      const link = (unit: number, child: number) => {
        const fail = state === root ? root : this.step((this.#fail[state] ?? 0), unit)
        this.#fail[child] = fail
        if (this.found[child] === -1) this.found[child] = this.found[fail] ?? 0
        queue[filled++] = child
      }
      if (this.#first[state] !== root) link((this.#label[state] ?? 0), (this.#first[state] ?? 0))
      if (this.#branches[state] === 1) further.get(state)?.forEach(([unit, child]) => link(unit, child))
    }
  }
}

/** The further successors of states, in an open-addressing table of twice their number. */
class Branches {
  readonly #states: Int32Array
  readonly #units: Uint16Array
  readonly #children: Int32Array
  readonly #mask: number

  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(2 * most + 2))
    this.#mask = size - 1
    this.#states = new Int32Array(size)
    this.#units = new Uint16Array(size)
    this.#children = new Int32Array(size)
  }

  get(state: number, unit: number): number {
    return this.#children[this.#placeOf(state, unit)] ?? root
  }

  set(state: number, unit: number, child: number): void {
    const place = this.#placeOf(state, unit)
    this.#states[place] = state
    this.#units[place] = unit
    this.#children[place] = child
  }

  byState(): Map<number, [unit: number, child: number][]> {
    const grouped = new Map<number, [number, number][]>()
    this.#children.forEach((child, place) => {
      if (child === root) return
      const [state, unit] = [(this.#states[place] ?? 0), (this.#units[place] ?? 0)]
      grouped.set(state, [...grouped.get(state) ?? [], [unit, child]])
    })
    return grouped
  }

  #placeOf(state: number, unit: number): number {
    // The two factors are odd numbers without a pattern: they scatter neighbouring states over the table.
    let place = Math.imul(Math.imul(state, 0x9e3779b1) ^ unit, 0x85ebca6b) >>> 8 & this.#mask
    while (!this.#isFor(place, state, unit)) place = (place + 1) & this.#mask
    return place
  }

  /** Tells whether this place is free, or has what is looked for. */
  #isFor(place: number, state: number, unit: number): boolean {
    return this.#children[place] === root || (this.#states[place] === state && this.#units[place] === unit)
  }
}
