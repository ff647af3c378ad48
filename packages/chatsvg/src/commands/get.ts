import { connect, type ServiceOptions } from '../connect.ts'
import { rememberPicture } from '../drawn-files.ts'
import { exitStatuses } from '../exit-status.ts'
import { prepareOutput, writePictures } from '../output-files.ts'
import { printResult, type Terminal } from '../terminal.ts'

export type GetOptions = ServiceOptions & { output?: string; json: boolean }

/** `chatsvg get <id>`: writes a picture of the service to a file. */
export async function getPicture(terminal: Terminal, id: string, options: GetOptions): Promise<number> {
  const output = await prepareOutput(options.output, 1)
  const { client, url } = await connect(terminal, options)
  const { svgGeneration: picture } = await client.call('GET /api/svg/{id}', { params: { id } })
  const { svg, ...facts } = picture
  await rememberPicture(terminal.environment, svg, url, id)
  if (output.kind === 'standard output') terminal.output.write(svg)
  else {
    const [file] = await writePictures(output, [picture])
    printResult(terminal, options.json ? JSON.stringify({ file, ...facts }, null, 2) : (file ?? ''))
  }
  return exitStatuses.done
}
