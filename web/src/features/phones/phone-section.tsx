/** The number for SMS, and whether it is proven. */
export function PhoneSection() {
  return null
}
