import { expect, test } from 'vitest'
import { readRecord } from '../../src/explain/readings/index.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { freshHome, run } from '../support/cli.ts'
import { thorough } from '../support/thorough.ts'
import { hostile, mutate } from './hostile-inputs.ts'
import { samples } from './samples.ts'

/** A terminal would do more with these than show them. */
// eslint-disable-next-line no-control-regex
const raw = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]/

const given = { issuer: undefined, clientId: undefined, now: Date.parse('2026-11-28T10:00:00Z') }

test.each(Object.entries(hostile))('a megabyte of %s is read in time', (name, text) => {
  const before = process.cpuUsage()
  const record = recognise([text], given)
  readRecord(record)
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1000, name).toBeLessThan(1200)
})
