import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/transport/charset.ts'
import { createSend } from '../../src/transport/send.ts'
import { serve } from '../transport/support.ts'
import { deflateRawSync, deflateSync } from 'node:zlib'

const hex = (text: string) => Buffer.from(text, 'hex')
const around = (before: string, middle: Buffer, after: string) =>
  Buffer.concat([Buffer.from(before), middle, Buffer.from(after)])

describe('charset: an answer is read as it is written', () => {
  test.each<[string, Buffer, string | undefined, string]>([
    [
      'GBK, as the gateway of Alipay labels it', around('{"a":"', hex('d1e9c7a9b3f6b4ed'), '"}'),
      'text/html;charset=GBK', '{"a":"验签出错"}',
    ],
    ['GB18030 with four octets', hex('81308130d5c5c8fd'), 'application/json; charset="gb18030"', '\u0080张三'],
    ['Big5', hex('b169a454'), 'text/plain; Charset=big5', '張三'],
    ['Shift_JIS', hex('8e52'), 'text/plain;charset=Shift_JIS', '山'],
    ['EUC-KR', hex('b1e8'), 'text/plain;charset=euc-kr', '김'],
    ['a name of Windows', hex('d5c5'), 'text/plain;charset=cp936', '张'],
    ['UTF-16 by its mark', Buffer.from('\ufeff{"a":1}', 'utf16le'), 'application/json', '{"a":1}'],
    ['UTF-16 by its zeros', Buffer.from('{"a":1}', 'utf16le'), undefined, '{"a":1}'],
    [
      'XML that says so', around('<?xml version="1.0" encoding="GBK"?><m>', hex('d5c5'), '</m>'), 'text/xml',
      '<?xml version="1.0" encoding="GBK"?><m>张</m>',
    ],
    [
      'a page that says so', around('<html><meta charset=gb2312><title>', hex('b4ed'), '</title>'), 'text/html',
      '<html><meta charset=gb2312><title>错</title>',
    ],
    ['UTF-8 without a word', Buffer.from('张三'), 'application/json', '张三'],
    ['a mark of UTF-8', Buffer.from('\ufeff{}'), 'application/json', '{}'],
  ])('%s', (_what, bytes, type, text) => {
    expect(decodeText(bytes, type)).toEqual({ text, oddity: undefined })
  })

  test.each<[string, Buffer, string, string, string]>([
    [
      'UTF-8 that is labelled as Latin-1', Buffer.from('张三'), 'application/json;charset=ISO-8859-1', '张三',
      'charset-wrong',
    ],
    ['a charset that nobody knows', Buffer.from('张三'), 'application/json;charset=x-klingon', '张三', 'charset-unknown'],
    ['octets that are no UTF-8', hex('ff41'), 'application/json', '\ufffdA', 'charset-wrong'],
    [
      'octets that are no GBK', Buffer.from('é\n', 'utf8').subarray(0, 1), 'text/plain;charset=gbk', '\ufffd',
      'charset-wrong',
    ],
  ])('%s is told', (_what, bytes, type, text, code) => {
    expect(decodeText(bytes, type)).toMatchObject({ text, oddity: { code } })
  })
})

describe('content-encoding: a harmless label passes, and is told', () => {
  const get = async (encoding: string, body: Buffer) => {
    const { url } = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body))
    const send = createSend({ timeoutSeconds: 5, signal: new AbortController().signal, proxies: {} })
    return send({ purpose: 'userinfo', method: 'GET', url, headers: {} })
  }
  test.each<[string, Buffer, number]>([
    ['utf-8', Buffer.from('x'), 1], ['UTF8', Buffer.from('x'), 1], ['none', Buffer.from('x'), 1],
    ['iso-8859-1', Buffer.from('x'), 1], ['identity', Buffer.from('x'), 0],
    ['deflate', deflateRawSync('x'), 1], ['deflate', deflateSync('x'), 0],
  ])('%s', async (encoding, body, odd) => {
    expect(await get(encoding, body)).toMatchObject({
      body: 'x', oddities: Array(odd).fill({ code: 'content-encoding', details: { encoding: encoding.toLowerCase() } }),
    })
  })
})
