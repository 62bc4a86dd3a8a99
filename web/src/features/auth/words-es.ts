import { isolated } from '../../lib/words.ts'
import type { Words } from './words.ts'

export const words: Words = {
  email: 'Correo electrónico',
  password: 'Contraseña',
  passwordHint: 'Al menos 8 caracteres.',
  language: 'Idioma',
  offline: 'No tienes conexión. Para entrar hace falta una.',
  backToSignIn: 'Volver a iniciar sesión',
  lookInEmail: 'Mira tu correo',
  signIn: {
    title: 'Iniciar sesión',
    intro: 'Sigue tus pedidos y habla con quienes te los traen.',
    submit: 'Entrar',
    newHere: '¿Es tu primera vez?',
    signUp: 'Crear una cuenta',
    forgot: '¿Olvidaste tu contraseña?',
  },
  signUp: {
    title: 'Crear una cuenta',
    intro: 'La necesitas para hacer un pedido y recibir avisos sobre él.',
    name: 'Nombre',
    nameHint: 'Lo ve quien te trae el pedido.',
    submit: 'Crear cuenta',
    hasAccount: '¿Ya tienes una cuenta?',
    signIn: 'Ir a iniciar sesión',
    confirm: (email) => `Abre el enlace que enviamos a ${isolated(email)} y habrás entrado.`,
  },
  reset: {
    title: 'Restablecer la contraseña',
    intro: 'Te enviamos un enlace para elegir una nueva.',
    submit: 'Enviar el enlace',
    sent: (email) =>
      `Si hay una cuenta con ${isolated(email)}, va en camino un enlace para elegir otra contraseña.`,
  },
  renew: {
    title: 'Elige una contraseña nueva',
    password: 'Contraseña nueva',
    submit: 'Guardar y continuar',
    expired: 'Este enlace ha caducado',
    expiredDetail: 'Cada enlace sirve una vez, durante una hora, en el navegador desde el que se pidió.',
    askAgain: 'Pedir otro enlace',
  },
  missing: { name: 'Escribe tu nombre.', email: 'Escribe tu correo.', password: 'Escribe tu contraseña.' },
  refusals: {
    credentials: 'El correo o la contraseña no son correctos.',
    taken: 'Ya hay una cuenta con este correo. Inicia sesión.',
    weakPassword: 'Elige una contraseña más larga: al menos 8 caracteres.',
    samePassword: 'Elige una contraseña que no hayas usado aquí.',
    notAnAddress: 'Esto no es una dirección de correo.',
    unconfirmed: 'Abre primero el enlace que te enviamos por correo.',
    tooOften: 'Demasiados intentos. Espera un minuto y vuelve a probar.',
    mailTooSoon: 'Acabamos de enviarte un correo. Espera un minuto antes de pedir otro.',
    closed: 'De momento no se admiten cuentas nuevas.',
  },
}
