import { expect, test } from 'vitest'
import { minorDigits as serverDigits } from '../../../supabase/functions/_shared/payments/money.ts'
import { minorDigits, moneyText, plainMoney, readMoney } from './money.ts'

test('a sum is written with the digits of its currency', () => {
  expect(moneyText(1250, 'EUR')).toBe('€12.50')
  expect(moneyText(1250, 'JPY')).toBe('¥1,250')
  expect(moneyText(1250, 'KWD').replace(/\s/, ' ')).toBe('KWD 1.250')
})

test('the browser and the server count the same digits', () => {
  for (const code of 'EUR USD GBP JPY KRW KWD BHD JOD OMR TND UGX ISK HUF TWD KES NGN CLP XOF VND IQD LYD MGA BIF XPF'.split(
    ' ',
  ))
    expect([code, minorDigits(code)]).toEqual([code, serverDigits(code)])
})

test('what staff type is read as a sum, or not at all', () => {
  expect(readMoney('12.50', 'EUR')).toBe(1250)
  expect(readMoney(' 12,5 ', 'EUR')).toBe(1250)
  expect(readMoney('١٢٫٥٠', 'EUR')).toBe(1250)
  expect(readMoney('12', 'EUR')).toBe(1200)
  expect(readMoney('1250', 'JPY')).toBe(1250)
  for (const typed of ['', '12.505', '-1', '1.2.3', '1 000', 'abc', '1e3'])
    expect(readMoney(typed, 'EUR')).toBeNull()
  expect(readMoney('12.5', 'JPY')).toBeNull()
})

test('a price that is edited comes back as it was', () => {
  for (const [minor, code] of [
    [1250, 'EUR'],
    [1250, 'JPY'],
    [1250, 'KWD'],
    [5, 'EUR'],
  ] as const)
    expect(readMoney(plainMoney(minor, code), code)).toBe(minor)
})
