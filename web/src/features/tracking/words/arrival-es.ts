import { isolated } from '../../../lib/words.ts'
import type { Words } from './arrival.ts'

const is = (name: string | null) => (name === null ? 'Estás' : `${isolated(name)} está`)

export const words: Words = {
  map: 'Mapa',
  mapKeys: 'Mapa. Las flechas lo mueven, más y menos acercan y alejan, F vuelve a seguir.',
  followAgain: 'Volver a seguir',
  zoomIn: 'Acercar',
  zoomOut: 'Alejar',
  position: (name, note) =>
    note ? `Posición de ${isolated(name)}, ${note}` : `Posición de ${isolated(name)}`,
  aboutHere: 'por aquí',
  paused: 'en pausa',
  lastSeen: (time) => `última posición: ${time}`,
  updatedNow: 'actualizado ahora mismo',
  updated: (ago) => `actualizado ${ago}`,
  pausedLastSeen: (time) => `en pausa, última posición: ${time}`,
  at: { pickup: 'En la recogida', door: 'En tu puerta', dropoff: 'En la dirección de entrega' },
  pausedAt: (time) => `Posición en pausa desde las ${time}`,
  waitingForFirst: 'Esperando la primera posición',
  notShared: (name) => `${isolated(name)} no comparte su posición ahora`,
  notSharedYet: (name) => `${isolated(name)} aún no ha compartido su posición`,
  toGo: (distance) => `faltan ${distance}`,
  away: (distance) => `A ${distance}`,
  toThePickup: 'De camino a la recogida',
  arrives: (range) => `Llega: ${range}`,
  atThePickup: (range) => `En la recogida: ${range}`,
  wasExpected: (range) => `Se esperaba: ${range}`,
  asOf: (time) => `según los datos de las ${time}`,
  approximate: 'aproximado, no se conoce el camino',
  coarse: 'hasta la recogida solo se muestra la zona',
  cautions: (parts) => parts.join(', '),
  whole: (clause) => `${clause}.`,
  spokenPaused: 'La posición está en pausa.',
  spokenOld: (time) => `Hace un rato que no hay posición nueva; la última: ${time}.`,
  spokenAt: {
    pickup: (name) => `${is(name)} en la recogida.`,
    door: (name) => `${is(name)} en tu puerta.`,
    dropoff: (name) => `${is(name)} en la dirección de entrega.`,
  },
  spokenWay: (name) => `${is(name)} de camino a la recogida`,
  spokenFrom: {
    pickup: (name, distance) => `${is(name)} a ${distance} de la recogida`,
    door: (name, distance) => `${is(name)} a ${distance} de ti`,
    dropoff: (name, distance) => `${is(name)} a ${distance} de la dirección de entrega`,
  },
  spokenBetween: (where, low, high, isSure) =>
    isSure
      ? `${where}; llegada entre las ${low} y las ${high}.`
      : `${where}; llegada probable entre las ${low} y las ${high}.`,
}
