import { deepStrictEqual, ok, rejects, strictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { fetchPage } from './fetch-page.ts'
import { html, startWeb } from './hostile-web.ts'

const server = '93.184.216.34'
const page = '<title>Harbour Bakery</title>'
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
const redirect = (to: string, status = 302) => `HTTP/1.1 ${status} Found\r\nlocation: ${to}\r\n\r\n`
/** Whatever goes wrong is no page. */
const tryPage = (address: string, web: Parameters<typeof fetchPage>[1], ms?: number) =>
  fetchPage(address, web, ms).catch(() => undefined)

Deno.test('a page is fetched from the address its name stood for, with no cookie and nothing compressed', async () => {
  const world = startWeb({ 'bakery.example.com': [server] }, { '/menu?day=1': (say) => say(html(page)) })
  const found = await fetchPage('http://bakery.example.com/menu?day=1#top', world.web)
  strictEqual(text(found?.bytes), page)
  const [request = ''] = world.requests
  ok(request.startsWith('GET /menu?day=1 HTTP/1.1\r\nhost: bakery.example.com\r\n'))
  ok(request.includes('accept-encoding: identity'))
  ok(!/cookie|authorization|referer/i.test(request))
  await world.stop()
})

Deno.test('a sender cannot have an address of the inner network asked, however it is spelt', async () => {
  const names = {
    'metadata.example.com': ['169.254.169.254'],
    'loopback.example.com': ['127.0.0.1'],
    'six.example.com': ['::1'],
    'mapped.example.com': ['::ffff:10.0.0.1'],
    'both.example.com': [server, '10.0.0.1'],
    'nat64.example.com': ['64:ff9b::7f00:1'],
    localhost: ['127.0.0.1'],
    'printer.local': ['192.168.1.9'],
  }
  const world = startWeb(names, {})
  const hosts = fc.constantFrom(
    ...Object.keys(names),
    ...[
      '127.0.0.1',
      '127.1',
      '0',
      '2130706433',
      '0x7f000001',
      '0x7f.1',
      '017700000001',
      '0177.0.0.01',
      '10.0.0.1',
      '192.168.0.1',
    ],
    ...[
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[fe80::1]',
      '[64:ff9b::7f00:1]',
      '169.254.169.254',
      '93.184.216.34',
    ],
    ...[
      '①②⑦.0.0.1',
      '１２７.０.０.１',
      '127。0。0。1',
      '%31%32%37.0.0.1',
      'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
      'LOCALHOST',
      'localhost.',
      'router',
      'a..b',
    ],
  )
  const attempts = fc
    .record({
      scheme: fc.constantFrom(
        'http://',
        'https://',
        'HTTP://',
        'ftp://',
        'file://',
        'gopher://',
        'http:/',
        'http:\\\\',
        '//',
      ),
      before: fc.constantFrom('', 'ada@', 'ada:secret@', 'bakery.example.com@', 'bakery.example.com%40'),
      host: hosts,
      port: fc.constantFrom('', ':80', ':443', ':22', ':6379', `:${world.innerPort}`, `:${world.serverPort}`),
      after: fc.constantFrom(
        '',
        '/',
        '/x',
        '\\@bakery.example.com/',
        '#@bakery.example.com/',
        '?@bakery.example.com',
      ),
    })
    .map((a) => a.scheme + a.before + a.host + a.port + a.after)
  let tried = 0
  await fc.assert(
    fc.asyncProperty(attempts, async (address) => {
      tried++
      strictEqual(await tryPage(address, world.web), undefined, address)
    }),
    { numRuns: 2000 },
  )
  ok(tried >= 2000)
  deepStrictEqual([world.inner(), world.requests.length], [0, 0])
  // the counter counts: what an operator allows by name is reached
  await tryPage('http://router:1/', { ...world.web, extraOrigins: ['http://router:1'] }, 2000)
  strictEqual(world.inner(), 1)
  await world.stop()
})

Deno.test('a page that redirects inwards is not followed, and one that redirects on and on is given up', async () => {
  const inward = [
    ...[
      'http://127.0.0.1/',
      'http://2130706433/',
      'http://[::1]/',
      'http://[::ffff:127.0.0.1]/',
      '//localhost/',
      'http://inner.example.com/',
    ],
    ...[
      'file:///etc/passwd',
      'gopher://bakery.example.com/',
      'http://ada@bakery.example.com/x',
      'http://bakery.example.com:6379/',
      '',
      'http://',
    ],
  ]
  const world = startWeb(
    { 'bakery.example.com': [server], 'inner.example.com': ['10.0.0.5'] },
    {
      ...Object.fromEntries(
        inward.map((to, n) => [`/${n}`, (say) => say(redirect(to, [301, 302, 303, 307, 308][n % 5]))]),
      ),
      '/loop': (say) => say(redirect('/loop')),
      '/one': (say) => say(redirect('/two')),
      '/two': (say) => say(redirect('http://BAKERY.example.com/three', 308)),
      '/three': (say) => say(html(page)),
      '/down': (say) => say(redirect('http://bakery.example.com/three')),
    },
  )
  for (const n of inward.keys())
    strictEqual(await tryPage(`http://bakery.example.com/${n}`, world.web), undefined, inward[n])
  strictEqual(world.inner(), 0)
  const before = world.requests.length
  strictEqual(await tryPage('http://bakery.example.com/loop', world.web), undefined)
  strictEqual(world.requests.length - before, 4)
  strictEqual(text((await fetchPage('http://bakery.example.com/one', world.web))?.bytes), page)
  // the tests' connections are not encrypted, so that this plays https as well
  strictEqual(await tryPage('https://bakery.example.com/down', world.web), undefined)
  await world.stop()
})

Deno.test('a name that turns to the inner network between look-up and connection is connected to where it was looked up', async () => {
  const world = startWeb({ 'turning.example.com': [server] }, { '/': (say) => say(html(page)) })
  const answers = [[server], ['127.0.0.1'], ['127.0.0.1']]
  const resolve = () => Promise.resolve(answers.shift() ?? ['127.0.0.1'])
  strictEqual(text((await fetchPage('http://turning.example.com/', { ...world.web, resolve }))?.bytes), page)
  strictEqual(answers.length, 2)
  strictEqual(await tryPage('http://turning.example.com/', { ...world.web, resolve }), undefined)
  strictEqual(world.inner(), 0)
  await world.stop()
})

Deno.test('where no name can be looked up there is no page', async () => {
  const world = startWeb({ 'nowhere.example.com': [] }, {})
  await rejects(fetchPage('http://bakery.example.com/', world.web))
  strictEqual(await fetchPage('http://nowhere.example.com/', world.web), undefined)
  await world.stop()
})

Deno.test('a page that drips, says nothing, or sends ten megabytes costs five seconds and 256 KB at most', async () => {
  const tenMegabytes = new Uint8Array(10_000_000).fill(97)
  let sent = 0
  const world = startWeb(
    { 'bakery.example.com': [server] },
    {
      '/drip': async (say) => {
        for (const letter of html(page.repeat(1000))) {
          await say(letter)
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      },
      '/silent': () => new Promise((resolve) => setTimeout(resolve, 1500)),
      '/huge': async (say) => {
        await say(
          `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${tenMegabytes.length}\r\n\r\n${page}`,
        )
        for (let at = 0; at < tenMegabytes.length; at += 65_536) {
          await say(tenMegabytes.subarray(at, at + 65_536))
          sent = at
        }
      },
      '/endless-head': async (say) => {
        await say('HTTP/1.1 200 OK\r\n')
        for (let n = 0; n < 2000; n++) await say(`x-${n}: ${'a'.repeat(100)}\r\n`)
      },
      '/endless-chunks': async (say) => {
        await say('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ntransfer-encoding: chunked\r\n\r\n')
        for (let n = 0; n < 2000; n++) await say(`1000\r\n${'a'.repeat(4096)}\r\n`)
      },
    },
  )
  for (const path of ['/drip', '/silent']) {
    const since = performance.now()
    strictEqual(await tryPage(`http://bakery.example.com${path}`, world.web, 500), undefined)
    ok(performance.now() - since < 5000, path)
  }
  strictEqual((await fetchPage('http://bakery.example.com/huge', world.web))?.bytes.length, 256 * 1024)
  ok(sent < 9_000_000, `${sent} bytes were taken`)
  strictEqual(await tryPage('http://bakery.example.com/endless-head', world.web), undefined)
  strictEqual(
    (await fetchPage('http://bakery.example.com/endless-chunks', world.web))?.bytes.length,
    256 * 1024,
  )
  await world.stop()
})

Deno.test('what is no HTML, is compressed unasked, or speaks no HTTP is no page', async () => {
  const bomb = `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-encoding: gzip\r\n\r\n`
  const played: Record<string, string> = {
    '/picture': html(page, 'image/png'),
    '/json': html(page, 'application/json'),
    '/untyped': `HTTP/1.1 200 OK\r\n\r\n${page}`,
    '/htmlish': html(page, 'text/html-not'),
    '/bomb': bomb,
    '/brotli': bomb.replace('gzip', 'br'),
    '/error': html(page).replace('200 OK', '500 Oh'),
    '/missing': html(page).replace('200 OK', '404 No'),
    '/partial': html(page).replace('200 OK', '206 Part'),
    '/ssh': 'SSH-2.0-OpenSSH_9.2\r\n\r\n',
    '/redis': '-ERR unknown command\r\n\r\n',
    '/zero': 'HTTP/0.9 200\r\n\r\n',
    '/empty': '',
    '/nowhere': 'HTTP/1.1 302 Found\r\n\r\n',
  }
  const world = startWeb(
    { 'bakery.example.com': [server] },
    Object.fromEntries(Object.entries(played).map(([path, said]) => [path, (say) => say(said)])),
  )
  for (const path of Object.keys(played))
    strictEqual(await tryPage(`http://bakery.example.com${path}`, world.web), undefined, path)
  await world.stop()
})

Deno.test('a page in chunks, in pieces or without a length is read whole', async () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'
  const world = startWeb(
    { 'bakery.example.com': [server] },
    {
      '/chunks': (say) =>
        say(
          `${head}Transfer-Encoding: chunked\r\n\r\n7\r\n<title>\r\n6;x=y\r\nBakery\r\n8\r\n</title>\r\n0\r\n\r\n`,
        ),
      '/pieces': async (say) => {
        for (const piece of `${head}content-length: 21\r\n\r\n<title>Bakery</title>`.match(/[\s\S]{1,7}/g) ??
          [])
          await say(piece)
      },
      '/until-the-end': (say) => say(`${head}\r\n<title>Bakery</title>`),
      '/cut-off': (say) => say(`${head}content-length: 4000\r\n\r\n<title>Bakery</title>`),
      '/broken-chunk': (say) =>
        say(`${head}transfer-encoding: chunked\r\n\r\n15\r\n<title>Bakery</title>\r\nzz\r\n`),
    },
  )
  for (const path of ['/chunks', '/pieces', '/until-the-end', '/cut-off', '/broken-chunk'])
    strictEqual(
      text((await fetchPage(`http://bakery.example.com${path}`, world.web))?.bytes),
      '<title>Bakery</title>',
      path,
    )
  await world.stop()
})
