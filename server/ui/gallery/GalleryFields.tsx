import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { FieldChoice } from '../kit/FieldChoice.tsx';
import { soundAccepted, soundCustomerHere, soundRefused } from '../kit/sounds.ts';
import { PinPad } from '../kit/PinPad.tsx';

const UNTIL = [
  { value: 'today', label: 'Oggi', note: 'alle 19:30' },
  { value: 'tomorrow', label: 'Domani, dom', note: 'alle 19:30' },
  { value: 'other', label: 'Altra data' },
] as const;
const KEEP = [
  { value: 'keep', label: 'Tiene' },
  { value: 'swap', label: 'Cambia taglia' },
  { value: 'leave', label: 'Lascia' },
] as const;

export function GalleryFields(): ReactElement {
  const [until, setUntil] = useState<'today' | 'tomorrow' | 'other'>('tomorrow');
  const [keep, setKeep] = useState<'keep' | 'swap' | 'leave'>('keep');
  const [pin, setPin] = useState('');
  return (
    <>
      <section className="bt-gallery-part" aria-label="Pulsanti">
        <Button variant="filled">Consegna 2 pezzi</Button>
        <Button>Annulla la richiesta</Button>
        <Button variant="filled" color="ritardo">
          Annulla l’ordine, 249,00 €
        </Button>
        <Button variant="light">Duplica</Button>
        <Button variant="subtle">Mostra tutto</Button>
        <Button disabled>Manda in approvazione</Button>
        <Button variant="subtle" onClick={soundAccepted}>
          Suono: preso
        </Button>
        <Button variant="subtle" onClick={soundRefused}>
          Suono: rifiutato
        </Button>
        <Button variant="subtle" onClick={soundCustomerHere}>
          Suono: cliente
        </Button>
      </section>
      <section className="bt-gallery-part" aria-label="Campi">
        <TextInput label="Cognome o telefono" placeholder="Rinaldi o 0142" />
        <NumberInput label="Pezzi" defaultValue={2} hideControls />
        <TextInput
          label="Nuovo prezzo"
          defaultValue="17,90 €"
          error="Sotto il costo. Scrivi almeno 19,90."
        />
        <Select label="Negozio" data={['Milano Torino 14', 'Roma Prati']} />
      </section>
      <section className="bt-gallery-part" aria-label="Scelte">
        <FieldChoice label="Fino a" choices={UNTIL} value={until} onChange={setUntil} />
        <FieldChoice label="Dopo la prova" choices={KEEP} value={keep} onChange={setKeep} joined />
      </section>
      <section className="bt-gallery-part" aria-label="PIN">
        <PinPad
          digits={6}
          label="Scrivi il tuo PIN"
          value={pin}
          onChange={setPin}
          onComplete={() => undefined}
        />
      </section>
    </>
  );
}
