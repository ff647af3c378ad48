import { call, fetchFile } from '../api/index.ts'
import { publicFile } from './addresses.ts'
import { nameOf, saveFile } from './save-file.ts'

export type ExportedPicture = { id: string; prompt: string; privacy: boolean }

/** The action of an export: it saves a file, or it copies a text. */
export type ExportFormat = { label: string; note?: string } & (
  | { kind: 'save'; save: (picture: ExportedPicture) => Promise<void> }
  | { kind: 'copy'; read: (picture: ExportedPicture) => Promise<string>; isPublicOnly?: boolean }
)

export type ExportGroup = { title: string; formats: readonly ExportFormat[] }

const none = { query: {} }
const of = ({ id }: ExportedPicture) => ({ params: { id } })
const queryOf = (picture: ExportedPicture) => ({ ...of(picture), ...none })

const motions = ['draw-in', 'fade', 'bounce', 'spin'] as const
const motionNames = { 'draw-in': 'Draws itself', fade: 'Fades in', bounce: 'Bounces', spin: 'Spins' }

const save = (
  label: string,
  ending: string,
  fetch: (picture: ExportedPicture) => Promise<Blob>,
  note?: string,
) =>
  ({
    kind: 'save',
    label,
    ...(note && { note }),
    save: async (picture) => saveFile(await fetch(picture), `${nameOf(picture.prompt)}${ending}`),
  }) satisfies ExportFormat

const copy = (label: string, read: (picture: ExportedPicture) => Promise<string>) =>
  ({ kind: 'copy', label, read }) satisfies ExportFormat

const escapeValue = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

const readSvg = async (picture: ExportedPicture) => (await call('GET /api/svg/{id}/source', of(picture))).svg

/** An address of the service, for other pages. */
const absolute = (path: string) => new URL(path, location.origin).href

/** For `src="..."` and CSS `url("...")`: quotes and brackets are escaped as well. */
async function readDataUri(picture: ExportedPicture): Promise<string> {
  const escaped = encodeURIComponent(await readSvg(picture)).replace(
    /['()]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return `data:image/svg+xml,${escaped}`
}

export const exportGroups: readonly ExportGroup[] = [
  {
    title: 'Files',
    formats: [
      save('PDF', '.pdf', (picture) => fetchFile('GET /api/svg/{id}/file.pdf', of(picture))),
      save(
        'Icons of a web site',
        '-favicon.zip',
        (picture) => fetchFile('GET /api/svg/{id}/favicon.zip', of(picture)),
        'ICO, PNG, manifest',
      ),
      save(
        'For cutters and plotters',
        '-cut.svg',
        (picture) => fetchFile('GET /api/svg/{id}/cut.svg', of(picture)),
        '100 mm',
      ),
      save('Android drawable', '.xml', (picture) => fetchFile('GET /api/svg/{id}/drawable.xml', of(picture))),
      save('SwiftUI view', '.swift', (picture) => fetchFile('GET /api/svg/{id}/picture.swift', of(picture))),
    ],
  },
  {
    title: 'Moving',
    formats: motions.flatMap((motion) => [
      save(`${motionNames[motion]}, SVG`, `-${motion}.svg`, (picture) =>
        fetchFile('GET /api/svg/{id}/animated.svg', { ...of(picture), query: { motion } }),
      ),
      save(`${motionNames[motion]}, Lottie`, `-${motion}.json`, (picture) =>
        fetchFile('GET /api/svg/{id}/lottie.json', { ...of(picture), query: { motion } }),
      ),
    ]),
  },
  {
    title: 'Code',
    formats: [
      copy('React', (picture) => call('GET /api/svg/{id}/component.tsx', queryOf(picture))),
      copy('Vue', (picture) => call('GET /api/svg/{id}/component.vue', queryOf(picture))),
      copy('Svelte', (picture) => call('GET /api/svg/{id}/component.svelte', queryOf(picture))),
      copy('Angular', (picture) => call('GET /api/svg/{id}/component.ts', queryOf(picture))),
      copy('SVG in the text colour', (picture) =>
        call('GET /api/svg/{id}/current-color.svg', queryOf(picture)),
      ),
      copy('Data URI', readDataUri),
      {
        ...copy(
          '<img> tag',
          async ({ id, prompt }) =>
            `<img src="${escapeValue(absolute(publicFile(id)))}" alt="${escapeValue(prompt)}">`,
        ),
        isPublicOnly: true,
      },
      { ...copy('Link', async ({ id }) => absolute(`/picture/${id}`)), isPublicOnly: true },
    ],
  },
]
