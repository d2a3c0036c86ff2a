import { choice } from './fields.js';

/** Which view of the output the stage shows. */
export function viewChoice(stage, onView) {
  const views = choice({
    legend: 'View', quiet: true,
    options: [
      { value: 'output', label: 'Output' },
      { value: 'matte', label: 'Mask' },
      { value: 'zones', label: 'Zones' },
      { value: 'leak', label: 'What a stalker sees' },
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
