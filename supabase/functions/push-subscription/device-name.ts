// the first that matches counts: nearly every browser also names those it descends from
const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOPT\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'Chromebook'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac(intosh| OS X)\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]
const maxLength = 60

const nameIn = (names: [RegExp, string][], text: string) => names.find(([shape]) => shape.test(text))?.[1]

/** What a person would call the browser of a user agent string, such as "Chrome on Android". */
export function deviceName(userAgent: string): string {
  // every browser begins so; what does not was given a name by whoever registered it
  if (!/^(Mozilla|Opera)\//.test(userAgent))
    return userAgent.trim().slice(0, maxLength).toWellFormed() || 'Browser'
  const browser = nameIn(browsers, userAgent) ?? 'Browser'
  const system = nameIn(systems, userAgent)
  return system ? `${browser} on ${system}` : browser
}
