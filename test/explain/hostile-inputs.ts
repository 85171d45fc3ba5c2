/** A megabyte of one thing after the other. */
const size = 1_000_000
const fill = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size)
const lines = (line: (place: number) => string) =>
  Array.from({ length: Math.ceil(size / line(1000).length) }, (_, place) => line(place)).join('\n').slice(0, size)

const jwt = `${Buffer.from('{"alg":"RS256","kid":"a"}').toString('base64url')}.${Buffer.from(
  '{"iss":"https://a.example","aud":"b","exp":1}',
).toString('base64url')}.c2ln`

const claims = (members: object) => `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from(
  JSON.stringify(members),
).toString('base64url')}.c2ln`

/** Texts that a reader who looks back, or at all of it for each part, would never come to the end of. */
export const hostile: Readonly<Record<string, string>> = {
  braces: fill('{'), brackets: fill('['), 'lines of braces': fill('{\n'), quotes: fill('"'),
  backslashes: fill('{"a":"\\'), nested: `${fill('[').slice(0, 400_000)}${fill(']').slice(0, 400_000)}`,
  'half tokens': fill('-eyJ'), 'open tokens': fill('eyJaaaa.'), tokens: lines(() => jwt),
  'one line of tokens': fill(`${jwt} `), 'a long token': `eyJ${fill('a').slice(0, 900_000)}.e30.`,
  tags: fill('<'), 'open tags': `<html>${fill('<a ')}`, scripts: `<html>${fill('<script></script>')}`,
  'open scripts': `<html>${fill('<script>')}`,
  forms: `<html>${fill('<form action=a><input name=code value=b>')}`, attributes: `<html><a ${fill('href ')}>`,
  entities: `<html>${fill('&#x41;')}`,
  ampersands: fill('a=b&'), percents: `https://a.example/?${fill('%')}`,
  'many pairs': `https://a.example/authorize?client_id=a&redirect_uri=b&${fill('state=1&')}`,
  hashes: `https://a.example/${fill('#')}`,
  requests: fill('GET / HTTP/1.1\n'), answers: fill('HTTP/1.1 200 OK\n'), 'answers to nothing': fill('< 400\n'),
  arrows: fill('> \n'), fields: fill('a: b\n'), challenges: fill('Bearer a="b", '),
  cookies: lines(place => `Set-Cookie: a${place}=b`),
  logins: lines(place => `GET /authorize?client_id=a&redirect_uri=b&state=${place}`),
  'the same login': fill('GET /authorize?client_id=a&redirect_uri=b\n'),
  callbacks: lines(place => `GET /callback?code=${place}&state=${place}`),
  redeemed: lines(place => `> POST /token\n> grant_type=authorization_code&code=${place % 7}`),
  'whole logins': lines(place =>
    `GET https://a.example/authorize?client_id=a&redirect_uri=b&state=s${place}\n< 302 https://b.example/cb?code=c${place}&state=s${place}\n> POST https://a.example/token\n> grant_type=authorization_code&code=c${place}\n< 200 {"access_token":"t${place}"}`),
  commands: fill('curl \\\n'), 'an open command': `curl '${fill('a ')}`, 'escaped command': `curl "${fill('\\"')}`,
  addresses: fill('https://a.example/?code=1 '), 'one word': fill('a'), blanks: fill(' '), ends: fill('\n'),
  stamps: fill('2026-11-28T10:00:00Z '),
  'a list of texts': JSON.stringify(Array.from({ length: 30_000 }, (_, place) => `https://a.example/?code=${place}`)),
  'many members': JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, place) => [`m${place}`, 'v']))),
  'many keys': JSON.stringify({
    keys: Array.from({ length: 20_000 }, (_, place) => ({ kty: 'RSA', kid: String(place), n: 'AQAB', e: 'AQAB' })),
  }), 'big claims': JSON.stringify({ iss: fill('https://a.example/'), exp: 1 }),
  'empty entries': `{"log":{"entries":[${fill('{},')}]}}`,
  'small entries': `{"log":{"entries":[${fill(
    '{"request":{"method":"GET","url":"https://a.example/authorize?client_id=a&redirect_uri=b"}},',
  )}]}}`, 'an open entry': `{"log":{"entries":[{"request":{"url":"${fill('a')}`,
  'an escaped entry': `{"log":{"entries":[{"request":{"url":"${fill('\\u0041')}"}}]}}`,
  sequences: fill('\u001b]0;owned\u0007GET /callback?code=1\n'),
  'sequences in values': `https://a.example/authorize?client_id=${fill('%1b%5b2J')
    .slice(0, 5000)}&redirect_uri=%1b%5d0;x%07&response_type=code`,
  'blanks behind a field': `a:${fill(' ')}\rx\rx`, 'blanks behind a status': `200${fill(' ')}\rx\rx`,
  'blanks behind a word': `status${fill(' ')}x`, 'blanks behind an answer': `HTTP/1.1 200${fill(' ')}\rx\rx`,
  'blanks behind a request': `GET /x 200 ${fill(' ')}\rx\rx`,
  'blanks in credentials': `GET /userinfo HTTP/1.1\nAuthorization: Basic a${fill(' ')}b`,
  'blanks in a challenge': `WWW-Authenticate: Bearer${fill(' ')}x`,
  dots: `see https://op.example/authorize?client_id=a&response_type=code${fill('.')}a here`,
  'signs of padding': `https://op.example/authorize?client_id=a&response_type=code&state=a${fill('%3D')
    .slice(0, 200_000)}x\nhttps://a.example/cb?code=1&state=a${fill('%3D').slice(0, 200_000)}y`,
  'signs of padding in a hash': `{"id_token":"${claims({
    iss: 'https://a.example', at_hash: `${'='.repeat(300_000)}x`,
  })}","access_token":"a","token_type":"Bearer"}`,
  placeholders: `{"issuer":"https://op.example/${'{a}'.repeat(6)}","authorization_endpoint":"https://op.example/a","token_endpoint":"https://op.example/t","jwks_uri":"https://op.example/j"}\n${claims(
    { iss: `https://op.example/${'a'.repeat(3000)}/` },
  )}`,
  'many placeholders': `{"issuer":"https://op.example/${'{a}'.repeat(100_000)}","authorization_endpoint":"https://op.example/a","token_endpoint":"https://op.example/t"}\n${claims({
    iss: 'https://op.example/b',
  })}`,
  digits: `{"error":"invalid_grant","error_description":"${fill('errorcode: 1').slice(0, 900_000)}"}`,
  'open scripts of JSONP': `callback(${fill('{}')}`,
  names: `https://op.example/authorize?client_id=a&response_type=code&scope=openid+${fill('a').slice(0, 500_000)}`,
  'half words': `GET / HTTP/1.1\n< 200 ${fill('-a')}`, 'open addresses': fill('url='),
  'words of Entra': `{"error":"a","error_description":"${fill('AADSTS50011 ').slice(0, 900_000)}"}`,
  'lists of addresses': `{"client_id":"a",${fill('"redirect_uris":[').slice(0, 900_000)}`,
  labels: `https://${fill('a.')}example/authorize?response_type=code&client_id=x`,
  'labels of an issuer': `x\nhttps://b.example/cb?code=1&state=2&iss=https://${fill('a.')}example`,
  'labels in metadata': `{"issuer":"https://${fill(
    'a.',
  )}example","authorization_endpoint":"https://${fill('a.')}b/a","token_endpoint":"https://op.example/t"}`,
  directions: fill('\u202e\u2066'),
  'invisible pairs': `client_id=\u200ba&response_type=code&redirect_uri=${fill('\u200b').slice(0, 4000)}`,
}

/** Changes some bytes of a text, the same ones for the same seed. */
export function mutate(text: string, seed: number): Uint8Array {
  const bytes = Buffer.from(text)
  let state = seed * 2_654_435_761 % 4_294_967_296
  const next = () => state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
  const changes = 1 + next() % 12
  for (let count = 0; count < changes && bytes.length > 0; count += 1) bytes[next() % bytes.length] = next() % 256
  return bytes.subarray(next() % 3 === 0 ? next() % (bytes.length + 1) : 0)
}
