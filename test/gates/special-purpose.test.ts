import { describe, expect, test } from 'vitest'
import { isSpecialPurpose, isWithin } from '../../src/addresses/special-purpose.ts'
import { checkReach } from '../../src/protocol/metadata.ts'

/**
 * One address of each block in IANA's two registries of special-purpose addresses, and of what is not given out at all.
 */
const special = [
  '0.0.0.0', '0.1.2.3', '10.0.0.1', '100.64.0.1', '100.127.255.254', '127.255.255.254', '169.254.169.254', '172.16.0.1',
  '172.31.255.255', '192.0.0.8', '192.0.0.9',
  '192.0.0.170', '192.0.2.1', '192.31.196.1', '192.52.193.1', '192.88.99.2', '192.168.1.1', '192.175.48.1',
  '198.18.0.1', '198.19.255.255', '198.51.100.7',
  '203.0.113.9', '224.0.0.251', '239.1.1.1', '240.0.0.1', '255.255.255.255',
  '[::]', '[::1]', '[::ffff:10.0.0.1]', '[::ffff:8.8.8.8]', '[::8.8.8.8]', '[64:ff9b::8.8.8.8]', '[64:ff9b:1::1]',
  '[100::1]', '[100:0:0:1::1]', '[2001::1]',
  '[2001:1::1]', '[2001:2::1]', '[2001:3::1]', '[2001:4:112::1]', '[2001:10::1]', '[2001:20::1]', '[2001:30::1]',
  '[2001:db8::1]', '[2002:808:808::1]',
  '[2620:4f:8000::1]', '[3fff::1]', '[5f00::1]', '[fc00::1]', '[fd12::1]', '[fe80::1]', '[febf::1]', '[fec0::1]',
  '[ff02::1]', '[4000::1]', '[1::1]',
]

/** The same, as somebody writes who hopes that nobody looks. */
const otherwise = [
  '127.1', '0x7f.1', '2130706433', '0177.0.0.1', '017700000001', '127.0.0.1.', 'localhost.', 'LOCALHOST',
  'a.b.localhost.', '10.1', '0', '１２７.0.0.1', '192.168.257',
  '[0:0:0:0:0:0:0:1]', '[0::0:7f00:1]', '[::ffff:7f00:1]', '[FE80::1]', '1681915905',
]

/** Beside the blocks, and names that only look like one. */
const ordinary = [
  'op.example', '8.8.8.8', '1.1.1.1', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1', '192.0.1.1',
  '192.169.0.1', '198.17.0.1', '198.20.0.1', '223.1.1.1',
  '11.0.0.1', '[2606:4700::1111]', '[2a00:1450::1]', '[2001:4860::8888]', '[2400:cb00::1]', 'localhost.example',
  'xlocalhost', '10.0.0.1.nip.io', '127.0.0.1.example',
]

const refused = (issuer: string, host: string) =>
  checkReach(issuer, { token_endpoint: `https://${host}/token` }).length > 0

describe('special-purpose: an endpoint of a provider elsewhere', () => {
  test.each([...special, ...otherwise])('%s is refused', host => expect(refused('https://op.example', host)).toBe(true))

  test.each(ordinary)('%s is not', host => expect(refused('https://op.example', host)).toBe(false))
})

test('special-purpose: whoever asks a provider at such an address may be sent to another one', () => {
  for (const issuer of ['https://100.64.3.4', 'https://[fd00::1]:8443', 'https://127.1', 'https://localhost.']) expect(
    refused(issuer, '10.0.0.1'), issuer,
  ).toBe(false)
})

test('special-purpose: a block is compared by its bits, an address by what it means', () => {
  expect([
    isWithin('10.1.2.3', '10.0.0.0/8'), isWithin('11.1.2.3', '10.0.0.0/8'), isWithin('[::ffff:10.1.2.3]', '10.0.0.0/8'),
    isWithin('[fd00::1]', 'fd00::/8'),
  ])
    .toEqual([true, false, true, true])
  expect([
    isWithin('op.example', '0.0.0.0/0'), isWithin('10.1.2.3', '10.0.0.0'), isWithin('10.1.2.3', '10.0.0.0/99'),
    isWithin('10.1.2.3', 'fd00::/8'),
  ])
    .toEqual([false, false, false, false])
  expect(isSpecialPurpose('')).toBe(false)
})
