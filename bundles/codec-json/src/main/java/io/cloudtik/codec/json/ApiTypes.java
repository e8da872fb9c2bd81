package io.cloudtik.codec.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.cloudtik.api.config.Settings;
import io.cloudtik.api.model.DataSize;
import io.cloudtik.api.model.TextValue;
import io.cloudtik.api.problem.Secret;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/** The api's own value types: identifiers as strings, sizes as bytes, settings as their tree, secrets not at all. */
final class ApiTypes extends SimpleModule {

    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    ApiTypes() {
        super("cloudtik");
        addSerializer(TextValue.class, writing(TextValue.class, (value, out) -> out.writeString(value.value())));
        addSerializer(DataSize.class, writing(DataSize.class, (value, out) -> out.writeNumber(value.bytes())));
        addSerializer(Settings.class, writing(Settings.class, (value, out) -> out.writePOJO(value.values())));
        addSerializer(Secret.class, writing(Secret.class, (value, out) -> {
            throw new JsonMappingException(out, "a secret does not travel in a record");
        }));
        setDeserializers(new Identifiers());
        addDeserializer(DataSize.class, new SizeReader());
        addDeserializer(Settings.class, new SettingsReader());
    }

    private interface Writing<T> {
        void write(T value, JsonGenerator out) throws IOException;
    }

    private static <T> StdSerializer<T> writing(Class<T> type, Writing<T> writing) {
        return new StdSerializer<>(type) {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                writing.write(value, out);
            }
        };
    }

    /** Every record that is a TextValue is read by its one constructor, which validates it. */
    private static final class Identifiers extends SimpleDeserializers {

        @Override
        public JsonDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription description) throws JsonMappingException {
            return TextValue.class.isAssignableFrom(type.getRawClass()) && type.getRawClass().isRecord()
                    ? new IdentifierReader(type.getRawClass())
                    : super.findBeanDeserializer(type, config, description);
        }
    }

    private static final class IdentifierReader extends StdDeserializer<Object> {

        private IdentifierReader(Class<?> type) {
            super(type);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = parser.getValueAsString();
            try {
                return handledType().getConstructor(String.class).newInstance(text);
            } catch (InvocationTargetException e) {
                throw JsonMappingException.from(parser, "no " + handledType().getSimpleName(), e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(handledType() + " has no constructor from a string", e);
            }
        }
    }

    private static final class SizeReader extends StdDeserializer<DataSize> {

        private SizeReader() {
            super(DataSize.class);
        }

        @Override
        public DataSize deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return new DataSize(parser.getLongValue());
        }

        @Override
        public Object getEmptyValue(DeserializationContext context) {
            return new DataSize(0);
        }
    }

    private static final class SettingsReader extends StdDeserializer<Settings> {

        private SettingsReader() {
            super(Settings.class);
        }

        @Override
        public Settings deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return Settings.of(parser.<Map<String, Object>>readValueAs(TREE));
        }

        @Override
        public Object getEmptyValue(DeserializationContext context) {
            return Settings.empty();
        }
    }
}
