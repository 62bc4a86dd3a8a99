import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict'
import { connect, personOf, type RpcFailure, rpcOf } from './database.ts'
import { closedPort, silent, startProvider } from './misbehaving-provider.ts'

const open = (url: string) => connect({ url, key: 'sb_secret_test', timeoutMs: 300 })

Deno.test('a function calls an RPC with the secret key', async () => {
  const api = startProvider(() => Response.json(3))
  strictEqual(await rpcOf(open(api.origin))('settle_deliveries', { results: [] }), 3)
  strictEqual(api.seen[0]?.path, '/rest/v1/rpc/settle_deliveries')
  strictEqual(api.seen[0].headers.get('apikey'), 'sb_secret_test')
  await api.stop()
})

Deno.test('a function tells a refusal of the database from an answer that was lost', async () => {
  const api = startProvider(() => Response.json({ code: '23505', message: 'taken' }, { status: 409 }))
  await rejects(
    rpcOf(open(api.origin))('x', {}),
    (failure: RpcFailure) => failure.isRefusal && failure.code === '23505',
  )
  await api.stop()
  await rejects(rpcOf(open(closedPort()))('x', {}), (failure: RpcFailure) => !failure.isRefusal)
  const hanging = startProvider(silent)
  await rejects(rpcOf(open(hanging.origin))('x', {}), (failure: RpcFailure) => !failure.isRefusal)
  await hanging.stop()
})

Deno.test('a token belongs to a person, to nobody, or cannot be asked about', async () => {
  const auth = startProvider((request) => {
    const token = request.headers.get('authorization')
    if (token === 'Bearer down') return new Response('', { status: 503 })
    return token === 'Bearer good'
      ? Response.json({ id: 'p1', aud: 'authenticated' })
      : Response.json({ code: 403, error_code: 'bad_jwt', msg: 'invalid JWT' }, { status: 403 })
  })
  const client = open(auth.origin)
  strictEqual(await personOf(client, 'good'), 'p1')
  strictEqual(await personOf(client, 'forged'), undefined)
  await rejects(personOf(client, 'down'))
  deepStrictEqual(
    auth.seen.map(({ path }) => path),
    ['/auth/v1/user', '/auth/v1/user', '/auth/v1/user'],
  )
  await auth.stop()
})
