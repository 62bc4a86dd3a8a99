import type { OutboxParts } from './outbox.ts'

/** How a file of a message goes up. */
export const uploadOne: OutboxParts['upload'] = async () => ({
  kind: 'refused',
  code: 'files_off',
  message: 'Files cannot be sent here.',
})
