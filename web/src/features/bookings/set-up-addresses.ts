import { paths } from '../../lib/paths.ts'

/** The form of a service; of a new one without its key. */
export const serviceAddress = (key = '') => `${paths.services}?service=${key}`
/** The form of a carer or room; of a new one without its id. */
export const resourceAddress = (id = '') => `${paths.services}?resource=${id}`
