/** A number as somebody types it, with the digits of Arabic as those that programs read. */
export const latinDigits = (typed: string): string =>
  typed.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
