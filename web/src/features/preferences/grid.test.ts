import { expect, test } from 'vitest'
import { type Cell, channelFault, rowHints, rowsOfGrid, smsWording, withChoice } from './grid.ts'

const cell = (category: string, channel: Cell['channel'], more: Partial<Cell> = {}): Cell => ({
  category,
  label: category,
  channel,
  is_enabled: true,
  is_locked: false,
  reason: null,
  wording_version: null,
  wording: null,
  ...more,
})
const sms = { wording_version: 'sms-1', wording: 'Reply STOP' }
const grid = [
  cell('orders', 'in_app'),
  cell('orders', 'sms', { is_enabled: false, reason: 'stopped', is_locked: true, ...sms }),
  cell('security', 'in_app', { is_locked: true, reason: 'critical' }),
  cell('offers', 'in_app', { is_enabled: false, wording_version: 'offers-1', wording: 'You agree' }),
  cell('offers', 'sms', { wording_version: 'offers-sms-1', wording: 'By text' }),
  cell('nothing', 'in_app', { is_enabled: false, is_locked: true, reason: 'not_used' }),
]

test('categories come down in their order, and one that no channel serves does not', () => {
  expect(rowsOfGrid(grid).map(({ category }) => category)).toEqual(['orders', 'security', 'offers'])
})

test('a choice changes its own cell alone', () => {
  const after = withChoice(grid, { category: 'orders', channel: 'in_app', is_enabled: false })
  expect(after.filter((one, n) => one !== grid[n])).toEqual([cell('orders', 'in_app', { is_enabled: false })])
})

test('a person is told what stands in the way of a channel, and of which', () => {
  expect(channelFault(grid, 'sms')).toBe('stopped')
  expect(channelFault(grid, 'in_app')).toBeNull()
})

test('a category says why it cannot be muted, or what one agrees to by each channel', () => {
  const [orders, security, offers] = rowsOfGrid(grid)
  expect(orders && rowHints(orders)).toEqual([])
  expect(security && rowHints(security)).toEqual(['Always on: needed for your safety.'])
  expect(offers && rowHints(offers)).toEqual(['You agree', 'SMS: By text'])
})

test('the words beside the SMS switches are those of the usual news, not of offers', () => {
  expect(smsWording(rowsOfGrid(grid))).toBe('Reply STOP')
})
