import { createServer, connect as dial, type Socket } from 'node:net'

type Pair = { near: Socket; far: Socket; isDead: boolean }

/**
 * The way between one client and the stack, which a test can damage. `cut` ends every connection, `shut` refuses new ones
 * too until `heal`. `die` leaves them standing
 * and carries nothing any more, in either direction, ever, as when a phone has moved to another cell; those asked for
 * meanwhile are made once `heal` is called, as TCP does by asking again.
 */
export async function openWire(toPort: number) {
  const pairs = new Set<Pair>()
  const asked = new Set<Socket>()
  let isDead = false
  let isShut = false

  function join(near: Socket): void {
    const far = dial(toPort, '127.0.0.1')
    const pair = { near, far, isDead: false }
    pairs.add(pair)
    const carry = (from: Socket, to: Socket) => {
      from.on('data', (bytes) => pair.isDead || to.write(bytes))
      from.on('end', () => pair.isDead || to.end())
      from.on('error', () => undefined)
      from.on('close', () => {
        if (!pair.isDead) to.destroy()
        if (near.destroyed && far.destroyed) pairs.delete(pair)
      })
    }
    carry(near, far)
    carry(far, near)
  }

  const server = createServer((near) => {
    near.on('error', () => undefined)
    if (isShut) return void near.destroy()
    if (!isDead) return join(near)
    near.pause()
    asked.add(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const cut = () => {
    for (const { near, far } of pairs) {
      near.destroy()
      far.destroy()
    }
    for (const near of asked) near.destroy()
    pairs.clear()
    asked.clear()
  }
  return {
    url: `http://127.0.0.1:${port}`,
    cut,
    shut() {
      isShut = true
      cut()
    },
    die() {
      isDead = true
      for (const pair of pairs) pair.isDead = true
    },
    heal() {
      isDead = false
      isShut = false
      for (const near of asked) if (!near.destroyed) join(near)
      asked.clear()
    },
    close() {
      cut()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export type Wire = Awaited<ReturnType<typeof openWire>>
