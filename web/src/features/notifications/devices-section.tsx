/** The browsers that are pushed to. */
export function DevicesSection() {
  return null
}
