import { type ChartName, labelsMax } from '../plan/scene-plan.ts'
import { markOf, type Request } from './request.ts'

const charts: readonly (readonly [pattern: RegExp, chart: ChartName])[] = [
  [
    /\b(?:bar|column)s? ?(?:chart|graph|diagram)s?|\bhistogram(?:me|m|a)?\b|istogramma|(?:balken|säulen)diagramm|(?:diagramme|graphique) (?:en|à) (?:barres|bâtons)|gráfico de (?:barras|columnas|colunas)|(?:grafico|diagramma) a (?:barre|colonne)|столб\p{L}* (?:диаграмм|график)\p{L}*|гистограмм\p{L}*|柱状图|柱形图|条形图|棒グラフ|(?:مخطط|رسم بياني) (?:شريطي|عمودي|أعمدة|بالأعمدة|بالأشرطة)/iu,
    'bars',
  ],
  [
    /\b(?:pie|donut|doughnut) ?(?:chart|graph|diagram)s?|(?:kreis|torten|kuchen)diagramm|(?:diagramme|graphique) (?:circulaire|en camembert|en secteurs)|gráfico (?:circular|de (?:pastel|sectores|torta|tarta|pizza|setores))|(?:grafico|diagramma) a torta|кругов\p{L}* диаграмм\p{L}*|饼图|饼状图|円グラフ|(?:مخطط|رسم بياني) دائري/iu,
    'pie',
  ],
  [
    /\bline ?(?:chart|graph|diagram)s?|(?:linien|kurven)diagramm|(?:diagramme|graphique) (?:linéaire|en lignes?|en courbes?)|gráfico de (?:líneas?|linhas?)|(?:grafico|diagramma) a linee|линейн\p{L}* (?:диаграмм|график)\p{L}*|折线图|折れ線グラフ|(?:مخطط|رسم بياني) خطي/iu,
    'line',
  ],
  [/\bprogress ?(?:ring|bar|circle|wheel)/iu, 'progress'],
]

const valuesMax = 24
const labelCharsMax = 40

/** `title` is the text before the numbers that does not belong to a list. */
type Data = { values: number[]; labels: string[]; length: number; title: string }

/**
 * Takes a chart with its numbers out of a sentence, in nine languages. A number belongs to the name that it
 * follows ("apples 3", "apples: 3", "apples (3)") or, if numbers come first, to the name that follows it.
 */
export function extractChart(sentence: string, requests: Request[]): string {
  for (const [pattern, chart] of charts) {
    const found = pattern.exec(sentence)
    if (!found) continue
    const start = found.index
    const end = start + found[0].length
    const after = sentence.slice(end)
    const before = sentence.slice(0, start)
    const behind = readLabelled(after) ?? readNumbers(after)
    // "りんご3、梨5の棒グラフ": the chart comes last.
    const data = isEnough(behind, chart) ? behind : readLabelled(before.replace(/[の的\s]+$/u, ''))
    // A chart without numbers would have to invent them.
    if (!data || !isEnough(data, chart)) continue
    const labels = data.labels.slice(0, labelsMax)
    requests.push({ kind: 'chart', chart, values: data.values, ...(labels.length > 0 ? { labels } : {}) })
    const mark = ` ${markOf(requests.length - 1)} `
    return data === behind ? `${before}${mark}${data.title} ${after.slice(data.length)}` : mark + after
  }
  return sentence
}

function isEnough(data: Data | undefined, chart: ChartName): data is Data {
  return data !== undefined && data.values.length >= (chart === 'progress' ? 1 : 2)
}

const number = '(\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+(?:[.,]\\d+)?)'
const unit =
  '(?:\\s*(?:%|percent|prozent|pour cent|por ciento|per cento|por cento|процент\\p{L}*|个|個|本|つ|只|匹|枚))?'
const word = "\\p{L}[\\p{L}\\p{M}'’-]*"
const stop =
  '(?:on|in|at|with|under|over|above|below|next|beside|behind|and|auf|im|in|mit|sur|dans|avec|en|sobre|con|su|com|em|на|в|с|على|في|مع|of)(?![\\p{L}])'
const name = `${word}(?:\\s+(?!${stop})${word}){0,2}`
const nameFirst = new RegExp(
  `^((?:1[89]|20)\\d\\d(?=\\s*[:=(（：])|${name}?)\\s*[:=(（：–-]?\\s*${number}${unit}(?:\\s*[)）])?`,
  'iu',
)
const numberFirst = new RegExp(`^${number}${unit}\\s*(?:of |de |d['’]|von )?(${name})`, 'iu')
const joint =
  /^\s*(?:[,;、，；،]\s*(?:(?:and|und|et|y|e|и|o)\s+|و)?|\s(?:and|und|et|y|e|и|to)\s+|[と和]|\sو|\s(?=\p{Script=Han}))\s*/u
const lead =
  /^\s*(?::|：|[-–]|(?:with|of|for|from|comparing|showing|shows?|that|the|values?|numbers?|data|bars?|slices?|mit|von|für|den|werten?|avec|pour|les|des|de|du|valeurs?|con|los|las|valores|valori|di|le|com|para|os|as|с|для|значени\p{L}*|مع|ل)(?![\p{L}]))\s*/iu

/** A list of names with numbers; undefined unless every entry has both, in the same order. */
function readLabelled(text: string): Data | undefined {
  const [heading = ''] = /^[^\d:：]{0,40}[:：]\s*(?=\p{L})/u.exec(text) ?? []
  const title = withoutLead(heading.replace(/[:：]\s*$/u, ''))
  const rest = withoutLead(text.slice(heading.length))
  let at = text.length - rest.length
  const pattern = numberFirst.test(rest) ? numberFirst : nameFirst
  const [names, numbers] = pattern === nameFirst ? [1, 2] : [2, 1]
  const data: Data = { values: [], labels: [], length: at, title }
  for (;;) {
    const item = pattern.exec(text.slice(at))
    if (!item || data.values.length >= valuesMax) break
    data.labels.push((item[names] ?? '').trim().slice(0, labelCharsMax))
    data.values.push(numberOf(item[numbers] ?? ''))
    at += item[0].length
    data.length = at
    const next = joint.exec(text.slice(at))
    if (!next) break
    at += next[0].length
  }
  return data.values.length > 1 ? data : undefined
}

function withoutLead(text: string): string {
  const found = lead.exec(text)
  return found ? withoutLead(text.slice(found[0].length)) : text.trimStart()
}

function readNumbers(text: string): Data | undefined {
  const found =
    /^[^.;!?\d]{0,40}?(\d+(?:\.\d+)?\s*%?(?:\s*(?:,|and|\/|-|to|;|、|，|و|и|und|et|y|e|と|和|\s)\s*(?:and\s+)?\d+(?:\.\d+)?\s*%?)*)/iu.exec(
      text,
    )
  if (!found) return undefined
  const values = (found[1]?.match(/\d+(?:\.\d+)?/g) ?? []).map(Number).slice(0, valuesMax)
  return { values, labels: [], length: found[0].length, title: '' }
}

/** "1,000" is a thousand, "3,5" is three and a half. */
function numberOf(text: string): number {
  return Number(/^\d{1,3}(?:,\d{3})+$/.test(text) ? text.replaceAll(',', '') : text.replace(',', '.'))
}
