// The table of what was recorded, and what was made of it.

const columns = [24, 46, 26, 34]

export function printHead() {
  console.log(`  ${['app', 'what it is', 'logins: steps found', 'first finding'].map((title, place) => title.padEnd(columns[place])).join('')}expected`)
}

export function printRow({ name, app, told, verdict }) {
  const cells = [name, app.what, told ? loginsOf(told.said) : '', verdict.first ?? 'none']
  console.log(`${verdict.isExpected ? '✓' : '✗'} ${cells.map((cell, place) => cell.padEnd(columns[place])).join('')}${verdict.isExpected ? 'yes' : `no: ${verdict.expected ?? ''}`}`)
}

/** Each login with the numbers of its steps that the recording has, such as `1 2 3 4 - -`. */
function loginsOf({ logins, messages = [] }) {
  if (logins) return `${logins.length}: ${JSON.stringify(logins[0]).slice(0, 20)}`
  const counts = {}
  for (const { step } of messages) if (step) counts[step] = (counts[step] ?? 0) + 1
  return Object.entries(counts).map(([step, count]) => `${step}×${count}`).join(' ')
}
