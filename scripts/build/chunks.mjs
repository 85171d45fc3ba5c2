// Which modules go into one file. Each stands in dist once, so what several commands need has a file of its own; and
// each file more takes time at a start, as does each byte that is read for nothing. So we begin with one file for all
// modules that the same starts load, and join two of them as long as that makes the starts shorter. A set of starts is
// the bits of a bigint.
import { bitsOf, listStarts } from './starts.mjs'

/**
 * What finding, reading and running one more file takes, in bytes that are read, skipped or run in that time: 0.3 ms.
 */
const fileCost = 50_000
/** So little, in bytes of source, that nobody minds it. */
const fewLines = 5000

/**
 * Takes the modules, each `{ name, bytes, imports, late, outside }` with names in the lists: what is `outside`, a
 * package or a part of Node, stays alone. `roots` are the modules that are loaded from outside, of which the `exact`
 * ones load little that they don't need; `hot` are the starts that people wait for, each `{ weight, loads }`. Returns
 * the names of the modules of each file.
 */
export function divideIntoChunks(modules, roots, hot) {
  const starts = listStarts(modules, roots, hot)
  const chunks = beginWithStarts(modules, starts)
  joinWhatPays(chunks, weighThem(starts), bitsOf(starts, ({ exact }) => exact))
  return [...chunks].filter(({ outside }) => !outside).map(({ names }) => names)
}

/** A chunk is there `by` these starts; `all` is what is loaded with it. */
function beginWithStarts(modules, starts) {
  const chunks = new Map()
  const chunkOf = new Map()
  for (const { name, bytes, outside } of modules) {
    const by = bitsOf(starts, ({ modules }) => modules.has(name))
    const key = outside ? name : by
    const chunk = chunks.get(key) ?? { names: [], bytes: 0, by, needs: new Set(), outside }
    chunk.names.push(name)
    chunk.bytes += bytes
    chunks.set(key, chunk)
    chunkOf.set(name, chunk)
  }
  for (const { name, imports } of modules) for (const other of imports) chunkOf.get(name).needs.add(chunkOf.get(other))
  for (const chunk of chunks.values()) chunk.needs.delete(chunk)
  findAll(chunks.values())
  return new Set(chunks.values())
}

function findAll(chunks) {
  for (const chunk of chunks) {
    chunk.all = new Set([chunk])
    for (const one of chunk.all) for (const next of one.needs) chunk.all.add(next)
  }
}

function weighThem(starts) {
  const known = new Map()
  const weigh = set =>
    [...set.toString(2)].reverse().reduce((sum, bit, place) => bit === '1' ? sum + starts[place].weight : sum, 0)
  return (set) => {
    if (!known.has(set)) known.set(set, weigh(set))
    return known.get(set)
  }
}

function joinWhatPays(chunks, weightOf, exact) {
  const pairOf = (one, other) => {
    const gain = gainOf(one, other, weightOf, exact)
    return gain > 0 ? [{ one, other, gain }] : []
  }
  const ours = [...chunks].filter(({ outside }) => !outside)
  let pairs = ours.flatMap((one, place) => ours.slice(place + 1).flatMap(other => pairOf(one, other)))
  while (pairs.length > 0) {
    const best = pairs.reduce((a, b) => b.gain > a.gain ? b : a)
    const { one, other } = best
    pairs = pairs.filter(pair => pair !== best)
    if (wouldGoRound(one, other)) continue
    join(chunks, one, other)
    pairs = pairs.filter(pair => ![pair.one, pair.other].some(chunk => chunk === one || chunk === other))
    pairs.push(...[...chunks].filter(chunk => !chunk.outside && chunk !== one).flatMap(chunk => pairOf(one, chunk)))
  }
}

/**
 * What all starts together save if two chunks are one: a file where both are loaded, less what the others are made to
 * load.
 */
function gainOf(one, other, weightOf, exact) {
  if ((one.by & other.by) === 0n || isMore(one, other, exact) || isMore(other, one, exact)) return 0
  const by = one.by | other.by
  let gain
    = weightOf(one.by & other.by) * fileCost - weightOf(by & ~one.by) * one.bytes
      - weightOf(by & ~other.by) * other.bytes
  for (const need of [...one.all, ...other.all]) {
    if (gain <= 0) return 0
    const more = need === one || need === other ? 0n : by & ~need.by
    if (more & exact) return 0
    if (more !== 0n) gain -= weightOf(more) * (fileCost + need.bytes)
  }
  return gain
}

/** Whether an exact start that loads one would load more of the other than a few lines. */
function isMore(one, other, exact) {
  return other.bytes > fewLines && (one.by & ~other.by & exact) !== 0n
}

function wouldGoRound(one, other) {
  const goes = (from, to) => [...from.needs].some(need => need !== to && need.all.has(to))
  return goes(one, other) || goes(other, one)
}

function join(chunks, one, other) {
  chunks.delete(other)
  one.names.push(...other.names)
  one.bytes += other.bytes
  one.by |= other.by
  for (const need of other.needs) one.needs.add(need)
  for (const chunk of chunks) if (chunk.needs.delete(other)) chunk.needs.add(one)
  one.needs.delete(one)
  findAll(chunks)
  for (const need of one.all) need.by |= one.by
}
