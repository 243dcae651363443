import type { FamilyStatements } from '@contract/statements/family-statements'
import { secondsText } from '../../durations'
import { asClause } from '../text'
import type { Words } from '../words'
import { processList } from './processes'

export const family: Words<FamilyStatements> = {
  'scan-found-nobody': ({ processes }) =>
    `Un recorrido ${processes === 1 ? 'del único proceso' : `de los ${processes} procesos`}, y de cada uno creado mientras tanto, no encontró a nadie en su grupo, con su marca o descendiente suyo.`,
  'nobody-seen': ({ groups, marks, ...scans }) => {
    const where = groups ? 'en su grupo ni entre sus descendientes' : 'entre sus descendientes conocidos'
    const blind =
      marks === 'none'
        ? 'en esta plataforma no se pueden leer las marcas'
        : 'en esta plataforma algunos programas ocultan sus marcas'
    return `No se vio a nadie ${where} en ${counted(scans)}; ${blind}.`
  },
  'nobody-seen-but': ({ gap, ...scans }, speak) =>
    `No se vio a nadie de la familia en ${counted(scans)}, pero ${asClause(speak(gap))}.`,
  'not-looked-for': 'No se buscó si queda algún proceso suyo.',
  'given-channel-still-open':
    'No se vio a nadie de la familia, pero un canal que solo se dio a la familia sigue abierto: vive un proceso que lo tiene.',
  'members-were-ended': ({ count }) => `Hubo que acabar con ${count} de la familia.`,
  'left-alone': ({ processes }) =>
    `Dejó su sesión con su marca: ${processList(processes)} ${processes.length === 1 ? 'sigue en marcha y no recibió' : 'siguen en marcha y no recibieron'} ninguna señal.`,
  'processes-not-listed': ({ problem }) => `No se pudo hacer la lista de procesos (${problem}).`,
  'member-left-during-scan': 'Un proceso de la familia acabó mientras se buscaba.',
  'processes-made-too-fast': 'Se crearon procesos más deprisa de lo que se podían leer.',
  'may-be-of-family': ({ process }) =>
    `Un proceso creado mientras tanto no muestra de quién es, y puede ser de la familia: ${process.command} (proceso ${process.pid}).`,
  'process-undecided': ({ pid }) =>
    `El proceso ${pid} estaba cambiando de programa o acabando, y no mostró de quién es.`,
}

function counted({ scans, forMs }: { readonly scans: number; readonly forMs: number }): string {
  return scans === 1 ? 'un recorrido' : `${scans} recorridos durante ${secondsText(forMs)}`
}
