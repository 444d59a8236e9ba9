package dev.flipper.store.testing.s3;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;

/**
 * Runs S3Mock so that it listens on one port of the loopback interface; by itself it listens on a second one too, for
 * all the world. A program of its own, which takes its arguments for properties of S3Mock.
 */
final class LocalS3Mock {

    private LocalS3Mock() {}

    public static void main(String... arguments) throws ClassNotFoundException {
        SpringApplication application =
                new SpringApplication(Class.forName("com.adobe.testing.s3mock.S3MockApplication"));
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(new ServerSetup()));
        try {
            application.run(arguments);
        } catch (RuntimeException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static final class ServerSetup implements BeanPostProcessor {

        @Override
        public Object postProcessBeforeInitialization(Object bean, String name) {
            if (bean instanceof TomcatServletWebServerFactory server) {
                server.addContextValves(new OneChangeAtATime());
                server.getAdditionalTomcatConnectors().clear();
            }
            return bean;
        }
    }
}
