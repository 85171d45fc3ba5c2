/** What the rounds of one kind come to. */
export function openTally(name) {
  const counts = { rounds: 0, families: 0, calls: 0, requests: 0, alive: 0, told: 0, short: 0 }
  const tally = { name, ...counts, exits: {}, whys: [], notes: {}, startedAt: Date.now() }
  return Object.assign(tally, {
    add: ({ requests, ends, verdict, why }, note) => {
      tally.families += 1
      tally.calls += ends.length
      tally.requests += requests
      tally[verdict] += 1
      for (const { status } of ends) tally.exits[status] = (tally.exits[status] ?? 0) + 1
      if (note !== undefined) (tally.notes[note] ??= { alive: 0, told: 0, short: 0 })[verdict] += 1
      if (why !== undefined) tally.whys.push(`${note ?? ''}\n      ${why}`)
    },
  })
}

const heads = [
  'what', 'rounds', 'families', 'calls', 'refreshes', 'alive', 'lost, told', 'short', 'seconds', 'exits of the calls',
]

/** Prints the figures, and below them what each kind of disturbance has cost and what fell short. */
export function printTallies(tallies) {
  const rows = tallies.map(tally => [
    tally.name, tally.rounds, tally.families, tally.calls, tally.requests, tally.alive, tally.told, tally.short,
    Math.round((tally.endedAt - tally.startedAt) / 1000),
    Object.entries(tally.exits).map(([exit, count]) => `${exit}: ${count}`).join(', '),
  ].map(String))
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map(row => row[column].length)))
  for (const row of [heads, ...rows]) console.log(
    row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd(),
  )
  for (const { name, notes, whys } of tallies) {
    for (const [note, { alive, told, short }] of Object.entries(notes)) console.log(
      `  ${name}, ${note}: ${alive} alive, ${told} lost and told, ${short} short`,
    )
    for (const why of whys) console.log(`  ✗ ${name}: ${why}`)
  }
}
