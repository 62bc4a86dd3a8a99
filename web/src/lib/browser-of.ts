export type Browser = 'ios' | 'android' | 'firefox' | 'safari' | 'chrome'

/** Which way leads back to a permission that was refused, by what the browser calls itself. Every browser of an iPhone follows its system. */
export function browserOf(userAgent: string, touchPoints = 0): Browser {
  // an iPad says it is a Mac, which has no touch screen
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1)) return 'ios'
  if (/Firefox/.test(userAgent)) return 'firefox'
  if (/Android/.test(userAgent)) return 'android'
  return /Safari/.test(userAgent) && !/Chrome|Chromium|Edg/.test(userAgent) ? 'safari' : 'chrome'
}
