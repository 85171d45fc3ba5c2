// The table of what was recorded, and what was made of it.

const columns = [36, 52, 24, 28]

export function printHead() {
  console.log(`  ${['app', 'what it is', 'logins: steps found', 'first finding'].map((title, place) =>
    title.padEnd(columns[place])).join('')}expected`)
}

export function printRow({ name, app, told, verdict }) {
  const cells = [name, app.what, told ? loginsOf(told.logins) : '', verdict.first ?? 'none']
  console.log(
    `${verdict.isExpected
      ? '✓'
      : '✗'} ${cells.map((cell, place) => cell.padEnd(columns[place])).join('')}${verdict.isExpected
      ? 'yes'
      : `no: ${verdict.expected ?? ''}`}`,
  )
}

/** Each login with the numbers of its steps that the recording has: `123456 12–4––`. */
function loginsOf(logins) {
  return logins.map(({ steps = [] }) => steps.map(({ recorded }, place) => recorded ? place + 1 : '–').join(''))
    .join(' ')
}
