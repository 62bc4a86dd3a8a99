// A push service that takes everything and counts it, in a process of its own so that it costs neither side anything.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

let taken = 0
const server = createServer({ keepAlive: true }, (request, response) => {
  request.resume()
  request.on('end', () => {
    taken++
    response.writeHead(201).end()
  })
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('message', () => process.send?.({ taken }))
process.on('disconnect', () => process.exit())
