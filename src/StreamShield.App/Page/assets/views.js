import { choice } from './fields.js';
import { t } from './words.js';

/** Which view of the output the stage shows. */
export function viewChoice(stage, onView) {
  const views = choice({
    legend: t('view.legend'), quiet: true,
    options: [
      { value: 'output', label: t('view.output') },
      { value: 'matte', label: t('view.mask') },
      { value: 'zones', label: t('tab.zones') },
      { value: 'leak', label: t('view.leak') },
    ],
    change: (view) => {
      stage.setView(view);
      onView(view);
    },
  });
  views.element.classList.add('views');
  views.set('output');
  return views.element;
}
