const TEXT = 0x81
const BINARY = 0x82

/**
 * One whole RFC 6455 frame from a server (final, unmasked). Framed once and written to every socket of a topic, where
 * ws.send() would frame it for each.
 */
function frame(opcode: number, length: number): { buffer: Buffer; start: number } {
  const start = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const buffer = Buffer.allocUnsafe(start + length)
  buffer[0] = opcode
  if (start === 2) buffer[1] = length
  else if (start === 4) {
    buffer[1] = 126
    buffer.writeUInt16BE(length, 2)
  } else {
    buffer[1] = 127
    buffer.writeBigUInt64BE(BigInt(length), 2)
  }
  return { buffer, start }
}

export function textFrame(text: string): Buffer {
  const { buffer, start } = frame(TEXT, Buffer.byteLength(text))
  buffer.write(text, start)
  return buffer
}

export function binaryFrame(bytes: Buffer): Buffer {
  const { buffer, start } = frame(BINARY, bytes.length)
  bytes.copy(buffer, start)
  return buffer
}
