import { markPattern } from './expansions.ts'

/**
 * The options of curl that take a value, by their letters; what stands behind such a letter in the same word is the
 * value (`-XPOST`).
 */
const letters = 'ACDEFHKPQTUXYbcdehmortuwxyz'

/**
 * Those that have a long name, without the dashes, up to curl 8.17: the list is whole, since the word behind one may be
 * a password.
 */
const longNames = new Set(`
abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to continue-at cookie cookie-jar create-file-mode crlfile curves
data data-ascii data-binary data-raw data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech egd-file engine etag-compare
etag-save expect100-timeout form form-string ftp-account ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip header
hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time key key-type krb libcurl limit-rate local-port login-options mail-auth
mail-from mail-rcpt max-filesize max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max parallel-max-host pass pinnedpubkey preproxy proto
proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass
proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser proxy-user proxy1.0 pubkey quote random-file range rate referer
request request-target resolve retry retry-delay retry-max-time sasl-authzid service-name sigalgs socks4 socks4a socks5 socks5-gssapi-service socks5-hostname speed-limit
speed-time stderr telnet-option tftp-blksize time-cond tls-max tls13-ciphers tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket upload-file
upload-flags url url-query user user-agent variable vlan-priority write-out`.trim().split(/\s+/))

/**
 * Options of one word: their names, of which only the last may have a value, and the value if it stands in that word.
 */
export interface CurlOption {
  names: readonly string[]
  value: string | undefined
  /** The value is the next word. */
  wantsNext: boolean
}

/** Reads a word of a curl command as its options; letters may stand together. Undefined where it is none. */
export function readOption(word: string): CurlOption | undefined {
  if (word.startsWith('--')) {
    const [, name = word, value] = /^(--[\w.-]+)=([^]*)$/.exec(word) ?? []
    return {
      names: [name], value, wantsNext: value === undefined && longNames.has(name.slice(2).replace(/^expand-/, '')),
    }
  }
  if (!/^-./.test(word)) return undefined
  const end = Array.from(word).findIndex((letter, place) => place > 0 && letters.includes(letter))
  if (end === -1)
    return { names: Array.from(word.slice(1), letter => `-${letter}`), value: undefined, wantsNext: false }
  const value = word.slice(end + 1)
  return {
    names: Array.from(word.slice(1, end + 1), letter => `-${letter}`), value: value === '' ? undefined : value,
    wantsNext: value === '',
  }
}

const variable = new RegExp(
  String.raw`^(?:${markPattern}|\$\{?\w+\}?|\{\{[\w .]+\}\}|<[\w-]+>|%\w+%)(?:[/?#:]|$)`,
)

/**
 * The word that is the address: one with a scheme, or else one that looks like a host, or a variable of a script; none
 * where no word does.
 */
export function chooseAddress(words: readonly string[]): string | undefined {
  return words.find(word => /^['"]?[a-z][a-z\d+.-]{0,20}:\/\//i.test(word))
    ?? words.find(word => /^(?:[\w-]+(?:\.[\w-]+)+|localhost|\[[\da-f:.]+\])(?::\d{1,5})?(?:[/?#]|$)/i.test(word))
    ?? words.find(word => variable.test(word))
}
