import { expect, test } from 'vitest'
import { readCurl } from '../../src/explain/recognise/curl.ts'

const address = 'https://idp.example/token'

test.each([
  `curl -U me:S3cret0 --proxy http://p:1 ${address} -d grant_type=client_credentials`,
  `curl -sSU me:S3cret0 ${address}`, `curl --proxy-user me:S3cret0 ${address}`,
  `curl --pass S3cret0 -c jar -K conf -T file -r 0-9 ${address}`,
  `curl --aws-sigv4 aws:amz S3cret0 ${address}`, `curl --proxy-tlspassword S3cret0 ${address}`,
  `curl --some-new-option S3cret0 ${address}`, `curl -sku me:x ${address}`,
])('the address of a command is never the value of an option: %s', (command) => {
  const request = readCurl(command)
  expect(request.url).toBe(address)
  expect(JSON.stringify(request)).not.toContain('S3cret0')
})

test('a word that is no address is not shown as one', () => {
  expect(readCurl('curl --some-new-option S3cret0').url).toBeUndefined()
  expect(
    ['idp.example/token', 'localhost:8080/token', '$HOST/token'].map(word => readCurl(`curl -s ${word}`).url),
  ).toEqual(
    ['idp.example/token', 'localhost:8080/token', '$HOST/token'],
  )
})

test('options whose letters stand together are read', () => {
  expect(readCurl(`curl -sXPOST -kd a=b ${address}`)).toMatchObject({ method: 'POST', body: 'a=b', url: address })
  expect(readCurl(`curl -sG -d a=b ${address}`)).toMatchObject({ method: 'GET', url: `${address}?a=b` })
})
