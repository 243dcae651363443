import type { LeftoverStatements } from '@contract/statements/leftover-statements'
import type { Words } from '../words'

const SHOWN = 5

export const leftovers: Words<LeftoverStatements> = {
  'ports-cannot-be-seen': 'En esta plataforma no se ven los puertos abiertos.',
  'ports-unseen-while-alive': ({ tables }) => `No se pudieron ver sus puertos mientras vivía: ${unreadable(tables)}.`,
  'ports-unseen-afterwards': ({ tables }) =>
    `No se pudieron ver sus puertos cuando ya no estaba: ${unreadable(tables)}.`,
  'no-listening-port-seen': 'No se vio que su familia escuchase en ningún puerto.',
  'nobody-listens': ({ places }) => `Nadie escucha ya en ${list(places)}.`,
  'somebody-still-listens': ({ places }) => `Alguien escucha todavía en ${list(places)}.`,
  'port-taken-by-another': ({ port, process }) =>
    `Otro programa ha abierto ${port} después: ${process.command} (proceso ${process.pid}).`,
  'port-taken-by-unseen': ({ port }) => `Alguien escucha en ${port}; no se ve qué programa es.`,
  'no-temp-folder': 'No tiene una carpeta temporal propia.',
  'own-temp-folder': 'Su tarea indica un TMPDIR propio: no se mira lo que la ejecución dejó allí.',
  'temp-folder-unreadable': ({ problem }) => `No se pudo leer su carpeta temporal: ${problem}.`,
  'temp-folder-empty': 'Su carpeta temporal está vacía.',
  'temp-folder-had-files': ({ count, bytes, removed }) =>
    `${count === 1 ? 'Quedó un archivo' : `Quedaron ${count} archivos`} (${bytes} bytes) en su carpeta temporal${removed ? ', y después se eliminó todo' : ''}.`,
  'left-outside-temp': ({ things }) => {
    const names = things.slice(0, SHOWN).map(({ what, where }) => `${what} (${where})`)
    return `Quedó fuera de ella: ${names.join(', ')}${things.length > SHOWN ? ` y ${things.length - SHOWN} más` : ''}.`
  },
  'outside-temp-not-known': ({ problem }) => `No se sabe qué dejó fuera de ella: ${problem}.`,
  'promised-files-unseen': ({ paths }) => `No se pudo ver si ha desaparecido ${list(paths)}.`,
  'promised-ports-unseen': ({ ports }) => `No se pudo ver si está libre el puerto ${ports.join(', ')}.`,
  'ports-taken-unseen': ({ ports }) =>
    `Sus propios sockets están cerrados, pero alguien escucha en ${list(ports.map(String))}, y no se ve quién es.`,
  'output-not-kept': ({ bytes, problem }) =>
    `No se conservan ${bytes.toLocaleString('es-ES')} bytes de su salida: ${problem}.`,
  'output-late-on-disk':
    'No toda su salida estaba en el disco cuando se escribió este recibo: el disco no respondió a tiempo.',
}

function unreadable(tables: readonly string[]): string {
  return `no se pudo leer ${tables.join(' ni ')}`
}

function list(names: readonly string[]): string {
  return [...new Set(names)].join(', ')
}
